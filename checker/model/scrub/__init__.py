"""Blacks out what must not leave the PC. Pure."""
