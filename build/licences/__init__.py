"""Whose work is inside the executable, under which licence, and a bill of materials."""
