"""Configurations in XML, told apart by their outermost element: names of files are habit."""
