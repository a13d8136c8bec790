"""What is so in the lab, by construction and as seen from outside, and whether what the checks say is true of it."""
