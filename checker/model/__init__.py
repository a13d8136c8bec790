"""The words of the product as strict structs. No I/O, and no import of any other layer."""
