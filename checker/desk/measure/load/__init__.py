"""Loading the line: who may at which moment, what is sent, and what has arrived."""
