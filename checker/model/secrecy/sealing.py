"""Sealed boxes (libsodium's crypto_box_seal, by PyNaCl): anyone can seal, only whoever has the secret key can open.

X25519 (RFC 7748) with a key pair drawn for each box, and XSalsa20-Poly1305. It hides what it holds, and says nothing of
who sealed it: what has to be proven stands inside.
"""

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.signature import bytes_from_text, text_from_bytes

OVERHEAD = 48
"""Bytes that a box is longer than what it holds (crypto_box_SEALBYTES)."""


def new_sealing_key() -> bytes:
    """A new secret key, 32 bytes. Not one that signs: either can be lost or changed without the other."""
    return bytes(PrivateKey.generate())


def sealing_key_text(secret: bytes) -> str:
    """The public key of a secret one, as a profile carries it: base64url (RFC 4648, 5)."""
    return text_from_bytes(bytes(PrivateKey(secret).public_key))


def seal(raw: bytes, sealing_key: str) -> bytes:
    """A box that only whoever has the secret of this public key can open. Raises ValueError for what is no key."""
    try:
        return bytes(SealedBox(PublicKey(bytes_from_text(sealing_key.encode()))).encrypt(raw))
    except (TypeError, CryptoError) as error:
        raise ValueError("no key to seal with") from error


def open_sealed(sealed: bytes, secret: bytes) -> bytes:
    """What it holds. Raises Unreadable `sealed-unreadable`."""
    try:
        return bytes(SealedBox(PrivateKey(secret)).decrypt(sealed))
    except (ValueError, TypeError, CryptoError) as error:
        raise Unreadable(_NOT_FOR_US, type(error).__name__) from error


_NOT_FOR_US = Refusal(
    kind="sealed-unreadable",
    de="Das ist unvollständig oder für eine andere IT-Firma verschlüsselt. Bitte lesen Sie den Code noch einmal ein.",
    en="This is incomplete, or sealed for another IT firm. Please scan the code again.",
)
