"""What the employee says: what a day needs, and the trouble in own words."""
