"""Homes in which everything is well, each of another kind: no alarm may be raised, and no note may be false."""
