"""STUN messages (RFC 8489, 5 and 14), strictly read, and the two of TURN (RFC 8656) that a probe needs. Pure."""

import ipaddress
import struct
import zlib
from collections.abc import Iterator

from checker.model.record import Record

COOKIE = 0x2112A442
HEADER_LENGTH = 20
BINDING, ALLOCATE, REFRESH = 0x001, 0x003, 0x004
SUCCESS, ERROR = 0x0100, 0x0110
MAPPED_ADDRESS, ERROR_CODE, REALM, NONCE, XOR_MAPPED_ADDRESS = 0x0001, 0x0009, 0x0014, 0x0015, 0x0020
FINGERPRINT, OTHER_ADDRESS = 0x8028, 0x802C
_LIFETIME, _REQUESTED_TRANSPORT = 0x000D, 0x0019
_UDP = 17
_FINGERPRINT_XOR = 0x5354554E
_PACKED_LENGTHS = {1: 4, 2: 16}
"""Bytes of an address by its family (RFC 8489, 14.1)."""
RESPONSE_PREFIX = b"\x01"
"""Every answer begins so: class and method share the first 16 bits."""
TransportAddress = tuple[str, int]


class StunMessage(Record, frozen=True, kw_only=True):
    """`kind`: class and method as they travel; `attribute_list`: type and value, in the order they came."""

    kind: int
    transaction: bytes
    attribute_list: tuple[tuple[int, bytes], ...] = ()

    @property
    def attributes(self) -> dict[int, bytes]:
        """By type; of one that comes twice, the first counts (RFC 8489, 14)."""
        return dict(reversed(self.attribute_list))

    @property
    def code(self) -> int:
        """The number of an error, 300 to 699; 0 where there is none (RFC 8489, 14.8)."""
        value = self.attributes.get(ERROR_CODE, b"")
        if len(value) < 4 or not 3 <= value[2] & 7 <= 6 or value[3] > 99:
            return 0
        return (value[2] & 7) * 100 + value[3]

    def addresses(self, attribute_type: int) -> Iterator[TransportAddress]:
        """The well-formed addresses in attributes of this type, unmasked where they are masked."""
        mask = COOKIE.to_bytes(4) + self.transaction if attribute_type == XOR_MAPPED_ADDRESS else bytes(16)
        for found_type, value in self.attribute_list:
            if found_type == attribute_type and (address := _parse_address(value, mask)):
                yield address


def parse_message(raw: bytes) -> StunMessage | None:
    """None for what is no whole STUN message. A fingerprint is not looked at: `has_valid_fingerprint` does."""
    if len(raw) < HEADER_LENGTH:
        return None
    kind, length, cookie = struct.unpack_from("!HHI", raw)
    if kind >> 14 or cookie != COOKIE or length % 4 or HEADER_LENGTH + length != len(raw):
        return None
    attributes: list[tuple[int, bytes]] = []
    at = HEADER_LENGTH
    while at < len(raw):
        attribute_type, size = struct.unpack_from("!HH", raw, at)
        value = raw[at + 4 : at + 4 + size]
        if len(value) != size:
            return None
        attributes.append((attribute_type, value))
        at += 4 + (size + 3) // 4 * 4
    return StunMessage(kind=kind, transaction=raw[8:HEADER_LENGTH], attribute_list=tuple(attributes))


def has_valid_fingerprint(raw: bytes, message: StunMessage) -> bool:
    """Whether the message that `raw` was read as has a right fingerprint and nothing behind it, or none (14.7)."""
    types = [attribute_type for attribute_type, _ in message.attribute_list]
    if FINGERPRINT not in types:
        return True
    fingerprint = (zlib.crc32(raw[:-8]) ^ _FINGERPRINT_XOR).to_bytes(4)
    return types.index(FINGERPRINT) == len(types) - 1 and message.attribute_list[-1][1] == fingerprint


def _parse_address(value: bytes, mask: bytes) -> TransportAddress | None:
    length = _PACKED_LENGTHS.get(value[1]) if len(value) >= 4 else None
    if length is None or len(value) != 4 + length:
        return None
    port = int.from_bytes(value[2:4]) ^ int.from_bytes(mask[:2])
    packed = bytes(byte ^ masked for byte, masked in zip(value[4:], mask, strict=False))
    return str(ipaddress.ip_address(packed)), port


def is_complete(raw: bytes) -> bool:
    """Whether a stream has brought a whole message, or what can never become one."""
    if len(raw) < 8:
        return bool(raw) and raw[0] > 0x3F
    kind, length, cookie = struct.unpack_from("!HHI", raw)
    return bool(kind >> 14) or cookie != COOKIE or len(raw) >= HEADER_LENGTH + length


def binding_message(transaction: bytes) -> bytes:
    """A binding request: the header alone, so nothing is told."""
    return _pack_message(BINDING, transaction)


def allocate_request(transaction: bytes) -> bytes:
    """An allocation for UDP without credentials, which a TURN server must refuse (RFC 8656, 7.2)."""
    return _pack_message(ALLOCATE, transaction, (_REQUESTED_TRANSPORT, bytes([_UDP, 0, 0, 0])))


def release_request(transaction: bytes) -> bytes:
    """Gives back an allocation that came about all the same: a lifetime of 0 s (RFC 8656, 8)."""
    return _pack_message(REFRESH, transaction, (_LIFETIME, bytes(4)))


def _pack_message(kind: int, transaction: bytes, *attributes: tuple[int, bytes]) -> bytes:
    """Values of four bytes need no padding."""
    body = b"".join(struct.pack("!HH", attribute_type, len(value)) + value for attribute_type, value in attributes)
    return struct.pack("!HHI", kind, len(body), COOKIE) + transaction + body
