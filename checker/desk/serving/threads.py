"""How many requests one process answers at once."""

THREADS = 64
"""Most of them wait for a slow home line to bring its report."""
