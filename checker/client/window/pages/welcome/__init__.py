"""The parts of the first page: what may be read, whose program this is, which profile counts."""
