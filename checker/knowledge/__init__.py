"""What the product knows of causes, and the words it speaks. Data and its readers, for both programs."""

PACKAGES = [__name__]
"""Where `causes` and `articles` stand; one more brings its own, as tests/lab/new_check does."""
