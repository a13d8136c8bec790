"""What the probe reads from this PC: clock, processor load, screens, operating system."""
