"""The parts of the pages about the report: every value that leaves, and the reference spelled out."""
