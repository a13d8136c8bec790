"""A report as HTML: a fragment for the desk, and a page of its own."""
