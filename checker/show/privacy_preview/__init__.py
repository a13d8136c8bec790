"""Every value of a report that leaves the PC, with what its field says of itself."""
