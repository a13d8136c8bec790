"""Reports: how they arrive, how technicians work through them, and when they are deleted."""
