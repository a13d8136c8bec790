"""The picture of an open camera: measured, put into numbers, classified, and what would make it better."""
