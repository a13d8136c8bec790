"""The pages, in the order in which the employee sees them."""
