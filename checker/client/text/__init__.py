"""The client in the terminal: the same questions, the same sentences, no picture."""
