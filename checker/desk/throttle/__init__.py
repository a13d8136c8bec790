"""How often something may happen, and how much at once: counted without keeping an address."""
