"""IKE_SA_INIT (RFC 7296, 1.2 and 3): one request that every gateway must decline, one that it may take, and replies."""

import secrets
import struct
from collections.abc import Iterator
from enum import Enum

SPI = 8
HEADER = 28
MAJOR_2 = 0x20
MAJOR_1 = 0x10
SA_INIT = 34
INITIATOR = 0x08
RESPONSE = 0x20
NON_ESP = bytes(4)
"""In front of IKE on the port for NAT (RFC 3948, 2.2)."""
SA, KE, NONCE, NOTIFY = 33, 34, 40, 41
NONCE_LENGTH = 32

Transform = tuple[int, int, int]
"""Type, id, key length in bits or 0 for none."""
UNACCEPTABLE: tuple[Transform, ...] = ((1, 3, 0), (2, 1, 0), (3, 1, 0), (4, 1, 0))
"""3DES, HMAC-MD5, HMAC-MD5-96, 768-bit MODP: declined by every gateway in its senses, so that it keeps no state."""
USUAL: tuple[Transform, ...] = ((1, 12, 256), (1, 12, 128), (2, 5, 0), (2, 2, 0), (3, 12, 0), (3, 2, 0), (4, 14, 0))
"""AES-CBC, SHA-256 or SHA-1, 2048-bit MODP: what most gateways still take."""
GROUP_BYTES = {1: 96, 14: 256}


class Reply(Enum):
    """What a gateway said to an IKE_SA_INIT."""

    ACCEPTED = "accepted"
    NO_PROPOSAL_CHOSEN = "no-proposal-chosen"
    INVALID_KE = "invalid-ke"
    COOKIE = "cookie"
    OTHER_NOTIFY = "other-notify"
    IKEV1 = "ikev1"


_NOTIFIES = {14: Reply.NO_PROPOSAL_CHOSEN, 17: Reply.INVALID_KE, 16390: Reply.COOKIE}


def request(spi: bytes, transforms: tuple[Transform, ...]) -> bytes:
    """An IKE_SA_INIT request with one proposal; `spi` is ours, 8 bytes."""
    group = next(number for kind, number, _ in transforms if kind == 4)
    # a public value below every modulus, as a gateway may check
    ke = struct.pack(">HH", group, 0) + b"\x00" + secrets.token_bytes(GROUP_BYTES[group] - 1)
    payloads = ((SA, _proposal(transforms)), (KE, ke), (NONCE, secrets.token_bytes(NONCE_LENGTH)))
    followed = [kind for kind, _ in payloads[1:]] + [0]
    body = b"".join(
        struct.pack(">BBH", follows, 0, 4 + len(content)) + content
        for follows, (_, content) in zip(followed, payloads, strict=True)
    )
    head = struct.pack(">BBBBII", SA, MAJOR_2, SA_INIT, INITIATOR, 0, HEADER + len(body))
    return spi + bytes(SPI) + head + body


def _proposal(transforms: tuple[Transform, ...]) -> bytes:
    written = b""
    for left, (kind, number, bits) in zip(range(len(transforms) - 1, -1, -1), transforms, strict=True):
        attribute = struct.pack(">HH", 0x800E, bits) if bits else b""
        written += struct.pack(">BBHBBH", 3 if left else 0, 0, 8 + len(attribute), kind, 0, number) + attribute
    return struct.pack(">BBHBBBB", 0, 0, 8 + len(written), 1, 1, 0, len(transforms)) + written


def reply(raw: bytes, spi: bytes) -> Reply | None:
    """What these bytes say to the request with this `spi`, or None where they are no response to it."""
    if len(raw) < HEADER or raw[:SPI] != spi or int.from_bytes(raw[24:28]) != len(raw):
        return None
    version, exchange, flags = raw[17], raw[18], raw[19]
    if version & 0xF0 == MAJOR_1:
        return Reply.IKEV1
    if version & 0xF0 != MAJOR_2 or exchange != SA_INIT or not flags & RESPONSE or flags & INITIATOR:
        return None
    found = list(_payloads(raw[HEADER:], raw[16]))
    if any(kind == SA for kind, _ in found):
        return Reply.ACCEPTED
    told = [int.from_bytes(content[2:4]) for kind, content in found if kind == NOTIFY and len(content) >= 4]
    return next((_NOTIFIES[kind] for kind in told if kind in _NOTIFIES), Reply.OTHER_NOTIFY if told else None)


def _payloads(rest: bytes, kind: int) -> Iterator[tuple[int, bytes]]:
    while kind and len(rest) >= 4:
        follows, size = rest[0], int.from_bytes(rest[2:4])
        if not 4 <= size <= len(rest):
            return
        yield kind, rest[4:size]
        kind, rest = follows, rest[size:]
