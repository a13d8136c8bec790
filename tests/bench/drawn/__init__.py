"""Lines that are drawn from a seed, and what is measured on them."""
