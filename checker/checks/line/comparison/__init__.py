"""The same line by other paths: which, and shortly measured."""
