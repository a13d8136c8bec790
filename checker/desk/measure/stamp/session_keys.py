"""The keys of STAMP's sessions. Derived, so that the two processes share one secret and no list."""

import hmac
import struct

EPOCH_S = 120
"""A key is handed out in one epoch and taken in that and the next: good for two minutes at least."""


def epoch_of(now: float) -> int:
    """The epoch of a moment, seconds since 1970."""
    return int(now // EPOCH_S)


def derive_key(secret: bytes, session: int, epoch: int) -> bytes:
    """32 octets for one session (SSID, 16 bits) of one epoch: HMAC-SHA-256(secret, session || epoch)."""
    return hmac.digest(secret, struct.pack("!HQ", session, epoch), "sha256")
