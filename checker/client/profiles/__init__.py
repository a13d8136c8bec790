"""Where a profile comes from, and whether it is to be trusted."""
