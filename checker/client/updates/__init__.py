"""Whether there is a newer program, and whether the desk still takes this one's reports. Said, never forced."""
