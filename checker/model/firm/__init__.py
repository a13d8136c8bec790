"""How the IT firm looks: what its signed profile carries of it, and what a logo may be."""
