"""TLS: contexts that ask the system, and what a certificate says of itself."""
