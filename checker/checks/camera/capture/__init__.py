"""Cameras of this PC: which there are, by which backend each opens, what it offers, who uses it."""
