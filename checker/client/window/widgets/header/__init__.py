"""The bar above every page, and what stands in it."""
