"""The form of a customer's code, as profile, desk, file name and QR code have it."""

CUSTOMER_CODE = r"[A-Z0-9][A-Z0-9-]{1,23}"
"""Without anchors: who uses it says what may stand around it."""

CODE_ALPHABET = "FHKMRTWXY34679"
"""What desks draw from, distinct on the phone and on paper: no 0/O, 1/I, 5/S, 8/B, 2/Z; no vowels, so that no words
come about."""
