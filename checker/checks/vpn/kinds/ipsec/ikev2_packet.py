"""IKE_SA_INIT (RFC 7296, 1.2 and 3): one request that every gateway must decline, one that it may take, and replies."""

import hashlib
import ipaddress
import secrets
import struct
from enum import Enum

from checker.checks.vpn.kinds.ipsec.ike_packet import (
    HEADER,
    MAJOR_1,
    MAJOR_2,
    SPI,
    IkeHeader,
    encode_padded_message,
    is_complete,
    parse_payloads,
)

SA_INIT = 34
INITIATOR = 0x08
RESPONSE = 0x20
SA, KE, NONCE, NOTIFY, VENDOR = 33, 34, 40, 41, 43
NONCE_LENGTH = 32
NAT_SOURCE, NAT_DESTINATION = 16388, 16389

Transform = tuple[int, int, int]
"""Type, id, key length in bits or 0 for none."""
SocketAddress = tuple[str, int]
"""Address and port."""
UNACCEPTABLE: tuple[Transform, ...] = ((1, 3, 0), (2, 1, 0), (3, 1, 0), (4, 1, 0))
"""3DES, HMAC-MD5, HMAC-MD5-96, 768-bit MODP: declined by every gateway in its senses, so that it keeps no state."""
USUAL: tuple[Transform, ...] = ((1, 12, 256), (1, 12, 128), (2, 5, 0), (2, 2, 0), (3, 12, 0), (3, 2, 0), (4, 14, 0))
"""AES-CBC, SHA-256 or SHA-1, 2048-bit MODP: what most gateways still take."""
GROUP_BYTES = {1: 96, 14: 256}


class IkeV2Reply(Enum):
    """What a gateway replied to an IKE_SA_INIT."""

    ACCEPTED = "accepted"
    NO_PROPOSAL_CHOSEN = "no-proposal-chosen"
    INVALID_KE = "invalid-ke"
    COOKIE = "cookie"
    OTHER_NOTIFY = "other-notify"
    IKEV1 = "ikev1"


COOKIE = 16390
_REPLY_BY_NOTIFY = {14: IkeV2Reply.NO_PROPOSAL_CHOSEN, 17: IkeV2Reply.INVALID_KE, COOKIE: IkeV2Reply.COOKIE}


def sa_init_request(
    spi: bytes,
    transforms: tuple[Transform, ...],
    endpoints: tuple[SocketAddress, SocketAddress] | None = None,
    size: int = 0,
) -> bytes:
    """An IKE_SA_INIT request with one proposal; `spi` is ours, 8 bytes.

    `endpoints`: ours and the gateway's, for NAT detection (2.23); `size`: bytes that it is filled up to.
    """
    group = next(number for kind, number, _ in transforms if kind == 4)
    # a public value below every modulus, as a gateway may check
    ke = struct.pack(">HH", group, 0) + b"\x00" + secrets.token_bytes(GROUP_BYTES[group] - 1)
    payloads = [(SA, _encode_proposal(transforms)), (KE, ke), (NONCE, secrets.token_bytes(NONCE_LENGTH))]
    spis = spi + bytes(SPI)
    for kind, endpoint in zip((NAT_SOURCE, NAT_DESTINATION), endpoints or (), strict=False):
        payloads.append((NOTIFY, struct.pack(">BBH", 0, 0, kind) + nat_detection_hash(spis, endpoint)))
    return encode_padded_message(IkeHeader(spis, MAJOR_2, SA_INIT, INITIATOR), payloads, VENDOR, size)


def _encode_proposal(transforms: tuple[Transform, ...]) -> bytes:
    encoded = b""
    for remaining, (kind, number, bits) in zip(range(len(transforms) - 1, -1, -1), transforms, strict=True):
        attribute = struct.pack(">HH", 0x800E, bits) if bits else b""
        encoded += struct.pack(">BBHBBH", 3 if remaining else 0, 0, 8 + len(attribute), kind, 0, number) + attribute
    return struct.pack(">BBHBBBB", 0, 0, 8 + len(encoded), 1, 1, 0, len(transforms)) + encoded


def nat_detection_hash(spis: bytes, endpoint: SocketAddress) -> bytes:
    """The hash of an address and port in NAT detection (2.23)."""
    packed = ipaddress.ip_address(endpoint[0].partition("%")[0]).packed
    return hashlib.sha1(spis + packed + struct.pack(">H", endpoint[1]), usedforsecurity=False).digest()


def parse_reply(raw: bytes, spi: bytes) -> IkeV2Reply | None:
    """What these bytes reply to the request with this `spi`, or None where they are no response to it."""
    if not is_complete(raw, spi):
        return None
    version, exchange, flags = raw[17], raw[18], raw[19]
    if version & 0xF0 == MAJOR_1:
        return IkeV2Reply.IKEV1
    if version & 0xF0 != MAJOR_2 or exchange != SA_INIT or not flags & RESPONSE or flags & INITIATOR:
        return None
    if any(kind == SA for kind, _ in parse_payloads(raw)):
        return IkeV2Reply.ACCEPTED
    notify_types = [kind for kind, _ in _parse_notifies(raw)]
    return next(
        (_REPLY_BY_NOTIFY[kind] for kind in notify_types if kind in _REPLY_BY_NOTIFY),
        IkeV2Reply.OTHER_NOTIFY if notify_types else None,
    )


def cookie_of(raw: bytes) -> bytes:
    """The cookie that a reply asks to be given back; empty where it holds none."""
    return next((data for kind, data in _parse_notifies(raw) if kind == COOKIE), b"")


def with_cookie(request: bytes, cookie: bytes) -> bytes:
    """The same request with the gateway's cookie as its first payload (2.6)."""
    notify = struct.pack(">BBHBBH", request[16], 0, 8 + len(cookie), 0, 0, COOKIE) + cookie
    size = (len(request) + len(notify)).to_bytes(4)
    return request[:16] + bytes([NOTIFY]) + request[17:24] + size + notify + request[HEADER:]


def is_behind_nat(raw: bytes, endpoint: SocketAddress) -> bool | None:
    """Whether the gateway sees us at another address or port than `endpoint`; None where its reply has no such hash."""
    hashes = [data for kind, data in _parse_notifies(raw) if kind == NAT_DESTINATION]
    return hashes[0] != nat_detection_hash(raw[: 2 * SPI], endpoint) if hashes else None


def _parse_notifies(raw: bytes) -> list[tuple[int, bytes]]:
    contents = [content for kind, content in parse_payloads(raw) if kind == NOTIFY and len(content) >= 4]
    return [(int.from_bytes(content[2:4]), content[4 + content[1] :]) for content in contents]
