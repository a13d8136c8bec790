"""The program removes itself: what it keeps on this PC, and on Windows the entry in Apps and its own folder."""
