"""Every value of a report that leaves the PC, with the privacy annotation of its field."""
