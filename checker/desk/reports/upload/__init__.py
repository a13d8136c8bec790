"""Where reports arrive. The raw bytes are stored with what was decided about them, a group by one flush of the disk."""
