"""How often something may happen, counted without keeping an address."""
