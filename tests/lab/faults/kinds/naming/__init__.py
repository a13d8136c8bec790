"""Faults of names: led elsewhere, several addresses, sick zones, resolvers that answer in part."""
