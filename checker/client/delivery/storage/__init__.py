"""Reports on the disk: the outbox's files, their lock, and the file that the employee saves."""
