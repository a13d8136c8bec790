"""A report's findings as a QR code: payload, base45, symbol."""
