"""Adapters and default routes of this PC, by the means of each system."""
