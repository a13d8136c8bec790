"""The hosts that the profile names, and the desk: whether they answer."""
