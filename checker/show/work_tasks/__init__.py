"""What can be done today: each task of a day's work, judged from the findings."""
