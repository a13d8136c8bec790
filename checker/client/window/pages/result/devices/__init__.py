"""Cameras, microphones and speakers on the result page: choose, try, and what was plugged in."""
