"""Widgets that several pages or rooms use."""
