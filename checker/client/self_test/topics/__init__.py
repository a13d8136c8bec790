"""The assumptions by their topic; each file ends in its part of the list."""
