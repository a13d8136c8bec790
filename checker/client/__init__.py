"""The client: what the employee starts."""
