"""Runs proxy scripts on Linux, where no part of the system does: QuickJS in a child process."""
