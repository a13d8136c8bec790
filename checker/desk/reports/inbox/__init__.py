"""The accepted reports, as technicians work through them."""
