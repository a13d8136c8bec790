"""IKE_SA_INIT (RFC 7296, 1.2 and 3): one request that every gateway must decline, one that it may take, and replies."""

import hashlib
import ipaddress
import secrets
import struct
from enum import Enum

from checker.checks.vpn.kinds.ike_packet import MAJOR_1, MAJOR_2, SPI, filled, payloads_of, whole

SA_INIT = 34
INITIATOR = 0x08
RESPONSE = 0x20
SA, KE, NONCE, NOTIFY, VENDOR = 33, 34, 40, 41, 43
NONCE_LENGTH = 32
NAT_SOURCE, NAT_DESTINATION = 16388, 16389

Transform = tuple[int, int, int]
"""Type, id, key length in bits or 0 for none."""
End = tuple[str, int]
"""Address and port."""
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


def request(spi: bytes, transforms: tuple[Transform, ...], ends: tuple[End, End] | None = None, size: int = 0) -> bytes:
    """An IKE_SA_INIT request with one proposal; `spi` is ours, 8 bytes.

    `ends`: ours and the gateway's, so that it tells how it sees us (2.23); `size`: bytes that it is filled up to.
    """
    group = next(number for kind, number, _ in transforms if kind == 4)
    # a public value below every modulus, as a gateway may check
    ke = struct.pack(">HH", group, 0) + b"\x00" + secrets.token_bytes(GROUP_BYTES[group] - 1)
    payloads = [(SA, _proposal(transforms)), (KE, ke), (NONCE, secrets.token_bytes(NONCE_LENGTH))]
    spis = spi + bytes(SPI)
    for kind, end in zip((NAT_SOURCE, NAT_DESTINATION), ends or (), strict=False):
        payloads.append((NOTIFY, struct.pack(">BBH", 0, 0, kind) + hashed(spis, end)))
    return filled(spis, MAJOR_2, SA_INIT, INITIATOR, payloads, VENDOR, size)


def _proposal(transforms: tuple[Transform, ...]) -> bytes:
    written = b""
    for left, (kind, number, bits) in zip(range(len(transforms) - 1, -1, -1), transforms, strict=True):
        attribute = struct.pack(">HH", 0x800E, bits) if bits else b""
        written += struct.pack(">BBHBBH", 3 if left else 0, 0, 8 + len(attribute), kind, 0, number) + attribute
    return struct.pack(">BBHBBBB", 0, 0, 8 + len(written), 1, 1, 0, len(transforms)) + written


def hashed(spis: bytes, end: End) -> bytes:
    """What stands for an address and port in NAT detection (2.23)."""
    packed = ipaddress.ip_address(end[0].partition("%")[0]).packed
    return hashlib.sha1(spis + packed + struct.pack(">H", end[1]), usedforsecurity=False).digest()


def reply(raw: bytes, spi: bytes) -> Reply | None:
    """What these bytes say to the request with this `spi`, or None where they are no response to it."""
    if not whole(raw, spi):
        return None
    version, exchange, flags = raw[17], raw[18], raw[19]
    if version & 0xF0 == MAJOR_1:
        return Reply.IKEV1
    if version & 0xF0 != MAJOR_2 or exchange != SA_INIT or not flags & RESPONSE or flags & INITIATOR:
        return None
    if any(kind == SA for kind, _ in payloads_of(raw)):
        return Reply.ACCEPTED
    told = [kind for kind, _ in _notifies(raw)]
    return next((_NOTIFIES[kind] for kind in told if kind in _NOTIFIES), Reply.OTHER_NOTIFY if told else None)


def behind_nat(raw: bytes, ours: End) -> bool | None:
    """Whether the gateway sees us at another address or port than `ours`; None where its reply does not tell."""
    told = [data for kind, data in _notifies(raw) if kind == NAT_DESTINATION]
    return told[0] != hashed(raw[: 2 * SPI], ours) if told else None


def _notifies(raw: bytes) -> list[tuple[int, bytes]]:
    found = [content for kind, content in payloads_of(raw) if kind == NOTIFY and len(content) >= 4]
    return [(int.from_bytes(content[2:4]), content[4 + content[1] :]) for content in found]
