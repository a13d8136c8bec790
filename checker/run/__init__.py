"""Runs the checks of a profile: plan, threads, child processes, events."""
