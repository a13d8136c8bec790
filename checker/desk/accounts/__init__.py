"""Technicians, how they sign in, and links that sign in once."""
