"""Earlier runs on this PC, to be compared and deleted by whoever sits before it."""
