"""Customers, the profile of each, and the page by which an employee gets it."""
