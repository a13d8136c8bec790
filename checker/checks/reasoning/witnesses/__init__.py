"""From the observations of each check to witnesses: a module a check. Pure."""
