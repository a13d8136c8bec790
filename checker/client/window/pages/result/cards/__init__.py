"""One finding as a card, and what unfolds from it."""
