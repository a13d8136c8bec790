"""One cause of many cases: noticed, worked on and closed as one, and told to employees before they call."""
