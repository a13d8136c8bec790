"""Causes that can be named, a module a topic. Pure data."""
