"""The path from the PC to the company: its segments, the first that is broken, in words and as a diagram."""
