"""How many requests one process answers at once."""

PAGE_THREADS = 64
"""Most of them wait for a slow home line to bring its report."""

DOWNLOAD_THREADS = 96
"""Threads beside those: each sends a program to a slow home line, and takes none from the pages."""
