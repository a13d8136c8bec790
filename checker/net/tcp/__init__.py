"""TCP: a connection timed phase by phase, with a chosen segment size, and who refused it."""
