"""STAMP (RFC 8762): a reflector in a process of its own, its sessions, and what keeps it running."""
