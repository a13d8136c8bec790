"""Names: the system's resolver, and direct queries around it."""
