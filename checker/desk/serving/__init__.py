"""Serving the desk: its own process, the measuring process beside it, and the daily purge."""
