"""How dates are written, where that is not Django's own way."""
