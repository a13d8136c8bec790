"""Recorded voices and photographs out of packages, and what rooms, devices and faults make of them."""
