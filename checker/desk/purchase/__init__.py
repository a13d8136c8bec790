"""The shopping list of a customer: who needs what and why, from reports, to the run that shows that it helped."""
