"""Homeoffice-Check: tests a home workplace and tells who must act; and the desk that reads its reports."""

__version__ = "0.1.0"
