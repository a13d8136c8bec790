"""Cases: all reports of one trouble of one employee, and what technicians do about it."""
