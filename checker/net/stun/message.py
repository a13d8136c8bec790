"""STUN messages (RFC 8489, 5 and 14), strictly read, and the two of TURN (RFC 8656) that a probe needs. Pure."""

import struct
from dataclasses import dataclass

from checker.net.stun.binding import COOKIE, HEADER_LENGTH

BINDING, ALLOCATE, REFRESH = 0x001, 0x003, 0x004
SUCCESS, ERROR = 0x0100, 0x0110
ERROR_CODE, REALM, NONCE = 0x0009, 0x0014, 0x0015
_LIFETIME, _REQUESTED_TRANSPORT = 0x000D, 0x0019
_UDP = 17
RESPONSE_PREFIX = b"\x01"
"""Every answer begins so: class and method share the first 16 bits."""


@dataclass(frozen=True)
class StunMessage:
    """`kind`: class and method as they travel."""

    kind: int
    transaction: bytes
    attributes: dict[int, bytes]

    @property
    def code(self) -> int:
        """The number of an error, 300 to 699; 0 where there is none (RFC 8489, 14.8)."""
        value = self.attributes.get(ERROR_CODE, b"")
        if len(value) < 4 or not 3 <= value[2] & 7 <= 6 or value[3] > 99:
            return 0
        return (value[2] & 7) * 100 + value[3]


def parse_message(raw: bytes) -> StunMessage | None:
    """None for what is no whole STUN message. Of an attribute that comes twice, the first counts."""
    if len(raw) < HEADER_LENGTH:
        return None
    kind, length, cookie = struct.unpack_from("!HHI", raw)
    if kind >> 14 or cookie != COOKIE or length % 4 or HEADER_LENGTH + length != len(raw):
        return None
    attributes: dict[int, bytes] = {}
    at = HEADER_LENGTH
    while at < len(raw):
        number, size = struct.unpack_from("!HH", raw, at)
        value = raw[at + 4 : at + 4 + size]
        if len(value) != size:
            return None
        attributes.setdefault(number, value)
        at += 4 + (size + 3) // 4 * 4
    return StunMessage(kind, raw[8:HEADER_LENGTH], attributes)


def is_complete(raw: bytes) -> bool:
    """Whether a stream has brought a whole message, or what can never become one."""
    if len(raw) < 8:
        return bool(raw) and raw[0] > 0x3F
    kind, length, cookie = struct.unpack_from("!HHI", raw)
    return bool(kind >> 14) or cookie != COOKIE or len(raw) >= HEADER_LENGTH + length


def allocate_request(transaction: bytes) -> bytes:
    """An allocation for UDP without credentials, which a TURN server must refuse (RFC 8656, 7.2)."""
    return _encode(ALLOCATE, transaction, _REQUESTED_TRANSPORT, bytes([_UDP, 0, 0, 0]))


def release_request(transaction: bytes) -> bytes:
    """Gives back an allocation that came about all the same: a lifetime of 0 s (RFC 8656, 8)."""
    return _encode(REFRESH, transaction, _LIFETIME, bytes(4))


def _encode(kind: int, transaction: bytes, number: int, value: bytes) -> bytes:
    attribute = struct.pack("!HH", number, len(value)) + value
    return struct.pack("!HHI", kind, len(attribute), COOKIE) + transaction + attribute
