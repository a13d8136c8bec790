"""ICMP's error messages as macOS hands them to a datagram socket: whether one is about our own echo request."""

import struct

from checker.model.record import Record

_HEADER = struct.Struct("!BBHHH")
"""Type, code, checksum, and two halves of the next word: unused and MTU, or identifier and sequence."""
_IPV6_HEADER_BYTES = 40
_ICMP, _ICMP6 = 1, 58
_REQUEST_TYPES = {_ICMP: 8, _ICMP6: 128}
_WORDS = {
    (4, 11, 0): "expired",
    (4, 3, 4): "too-big",
    (6, 3, 0): "expired",
    (6, 2, 0): "too-big",
}
_UNREACHABLE = {4: 3, 6: 1}


class RawIcmpError(Record, frozen=True, kw_only=True):
    """`word`: expired, too-big or unreachable. `mtu`: bytes, 0 where none was told (RFC 1191, 4; RFC 4443, 3.2)."""

    word: str
    mtu: int = 0


def parse_error_message(raw: bytes, version: int, identifier: int) -> RawIcmpError | None:
    """The error about the echo request with this identifier, or None for anything else. Never raises.

    RFC 792 and RFC 4443: behind the error's own eight bytes stands the head of the packet that it is about.
    """
    message = _strip_ip_header(raw) if version == 4 else raw
    if message is None or len(message) < _HEADER.size:
        return None
    kind, code, _, high, low = _HEADER.unpack_from(message)
    word = _WORDS.get((version, kind, code)) or ("unreachable" if kind == _UNREACHABLE[version] else "")
    if not word or not _quotes_request(message[_HEADER.size :], version, identifier):
        return None
    if word != "too-big":
        return RawIcmpError(word=word)
    return RawIcmpError(word=word, mtu=int(low) if version == 4 else int(high) << 16 | int(low))


def _strip_ip_header(raw: bytes) -> bytes | None:
    """What an IPv4 packet carries, or None where it is cut off."""
    if not raw or raw[0] >> 4 != 4:
        return raw
    length = (raw[0] & 15) * 4
    return raw[length:] if length >= 20 and len(raw) > length else None


def _quotes_request(quoted: bytes, version: int, identifier: int) -> bool:
    if version == 4:
        protocol, inner = (quoted[9] if len(quoted) > 9 else 0), _strip_ip_header(quoted) or b""
    else:
        protocol, inner = (quoted[6] if len(quoted) > 6 else 0), quoted[_IPV6_HEADER_BYTES:]
    if protocol not in _REQUEST_TYPES or len(inner) < _HEADER.size:
        return False
    kind, _, _, quoted_identifier, _ = _HEADER.unpack_from(inner)
    return bool(kind == _REQUEST_TYPES[protocol] and quoted_identifier == identifier)
