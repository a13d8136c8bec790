"""The window as a whole: its start, its end, and which page follows which."""
