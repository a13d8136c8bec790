"""How a file goes out: whole or in parts, so many at once."""
