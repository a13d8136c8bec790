"""Homeoffice-Check: tests a home workplace and tells who must act; and the desk that reads its reports."""

__version__ = "0.2.0.dev0"
"""PEP 440: what is not released yet says so in every report; the release is made by taking `.dev0` away."""
