"""A backup of everything that the desk cannot make again, in one file that a passphrase seals; and bringing it back."""
