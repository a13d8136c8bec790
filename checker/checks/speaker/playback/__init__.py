"""Playing and recording at once, and the echo found in the recording."""
