"""Names to addresses: by the system's resolver, and by a direct query."""
