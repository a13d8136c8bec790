"""Bytes as the 45 characters that a QR code packs tightest (RFC 9285)."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(raw: bytes) -> str:
    """Two bytes become three characters, a last single one two."""
    characters = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            characters.append(ALPHABET[digit])
    return "".join(characters)


def decode(text: str) -> bytes:
    """Raises ValueError for anything that `encode` cannot have made."""
    raw = b""
    for at in range(0, len(text), 3):
        digits = [_value(character) for character in text[at : at + 3]]
        if len(digits) == 1:
            raise ValueError("base45: one character too many")
        number = sum(digit * 45**position for position, digit in enumerate(digits))
        if number >= 256 ** (len(digits) - 1):
            raise ValueError("base45: out of range")
        raw += number.to_bytes(len(digits) - 1, "big")
    return raw


def _value(character: str) -> int:
    if character not in _VALUES:
        raise ValueError("base45: not in the alphabet")
    return _VALUES[character]
