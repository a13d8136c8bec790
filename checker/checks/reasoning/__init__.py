"""From findings to one root cause: what a measurement means, and which finding explains which. Pure."""
