"""The project's own faults, by where they lie: each names what must be told as its cause."""
