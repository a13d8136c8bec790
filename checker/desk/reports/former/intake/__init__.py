"""Migrations of the former app intake."""
