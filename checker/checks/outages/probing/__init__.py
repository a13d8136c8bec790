"""Who is asked, how, and how often: threads that wait most of the time, and end with the watch."""
