"""How soon the window is there, and how long it ever does not look at what is pressed."""
