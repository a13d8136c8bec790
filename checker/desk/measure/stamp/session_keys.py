"""The keys of STAMP's sessions. Derived, so that the two processes share one secret and no list."""

import hmac
import struct

EPOCH_S = 120
"""A key is handed out in one epoch and taken in that and the next: good for two minutes at least."""


def epoch_of(now: float) -> int:
    """The epoch of a moment, seconds since 1970."""
    return int(now // EPOCH_S)


def derive_key(secret: bytes, session: int, epoch: int, client: str = "") -> bytes:
    """32 octets for one session (SSID, 16 bits) of one epoch: HMAC-SHA-256(secret, session || epoch || client).

    `client`: the address that it is for, as `client_address.subscriber` writes it; "": whoever has the key.
    """
    return hmac.digest(secret, struct.pack("!HQ", session, epoch) + client.encode(), "sha256")
