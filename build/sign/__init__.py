"""Signatures: Authenticode for Windows, notarisation for macOS, minisign for Linux and for every file of a release."""
