"""Migrations of the former app inbox."""
