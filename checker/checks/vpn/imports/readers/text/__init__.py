"""Configurations in lines of `key=value` and their like, each of one maker."""
