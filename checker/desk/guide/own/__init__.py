"""What the firm writes itself: pages of its own, and additions to articles."""
