"""ICMP's error messages: what they say, and whether one that macOS hands over is about our own echo request."""

import struct
from enum import Enum

from checker.model.record import Record

ICMP_HEADER = struct.Struct("!BBHHH")
"""Type, code, checksum, and two halves of the next word: unused and MTU, or identifier and sequence."""
ECHO_REQUEST_TYPES = {4: 8, 6: 128}
"""By IP version (RFC 792; RFC 4443, 4.1)."""
INITIAL_TTLS = (64, 128, 255)
"""Time to live that systems give their own packets. One that still has it comes from the next machine on the way."""
_IPV6_HEADER_BYTES = 40
_VERSIONS = {1: 4, 58: 6}
"""IP version by the protocol's number: ICMP and ICMPv6."""


class IcmpErrorReason(Enum):
    """What the message says (RFC 792, RFC 1812 5.2.7, RFC 4443)."""

    REFUSED = "refused"
    NO_ROUTE = "no-way"
    TOO_LARGE = "too-large"
    EXPIRED = "expired"
    LOCAL = "local"
    OTHER = "other"


class IcmpError(Record, frozen=True, kw_only=True):
    """One message. `sender`: who says it, empty where the system does not tell; never part of an observation.

    `error_number`: the error as errno, 0 where it is not told; `ttl`: time to live that it arrived with, 0 if unknown;
    `mtu`: bytes, 0 for none (RFC 1191, 4; RFC 4443, 3.2).
    """

    reason: IcmpErrorReason
    error_number: int = 0
    sender: str = ""
    ttl: int = 0
    mtu: int = 0

    @property
    def is_from_next_hop(self) -> bool:
        """Whether it comes from the next machine on the way: no router has forwarded it."""
        return self.ttl in INITIAL_TTLS


_REASONS = {
    4: {
        **{(3, code): IcmpErrorReason.REFUSED for code in (2, 3, 9, 10, 13)},
        **{(3, code): IcmpErrorReason.NO_ROUTE for code in (0, 1, 5, 6, 7, 11, 12)},
        (3, 4): IcmpErrorReason.TOO_LARGE,
        (11, 0): IcmpErrorReason.EXPIRED,
    },
    6: {
        **{(1, code): IcmpErrorReason.REFUSED for code in (1, 4, 5, 6)},
        **{(1, code): IcmpErrorReason.NO_ROUTE for code in (0, 2, 3)},
        (2, 0): IcmpErrorReason.TOO_LARGE,
        (3, 0): IcmpErrorReason.EXPIRED,
    },
}
_UNREACHABLE = {4: 3, 6: 1}


def reason_of(version: int, message_type: int, code: int) -> IcmpErrorReason:
    """What this type and code of ICMP (version 4) or ICMPv6 (6) mean."""
    return _REASONS.get(version, {}).get((message_type, code), IcmpErrorReason.OTHER)


def parse_error_message(raw: bytes, version: int, identifier: int) -> IcmpError | None:
    """The error about the echo request with this identifier, or None for anything else. Never raises.

    RFC 792 and RFC 4443: behind the error's own eight bytes stands the head of the packet that it is about.
    """
    message = _strip_ip_header(raw) if version == 4 else raw
    if message is None or len(message) < ICMP_HEADER.size:
        return None
    message_type, code, _, high, low = ICMP_HEADER.unpack_from(message)
    reason = reason_of(version, message_type, code)
    if reason is IcmpErrorReason.OTHER and message_type != _UNREACHABLE[version]:
        return None
    if not _quotes_request(message[ICMP_HEADER.size :], version, identifier):
        return None
    if reason is not IcmpErrorReason.TOO_LARGE:
        return IcmpError(reason=reason)
    return IcmpError(reason=reason, mtu=int(low) if version == 4 else int(high) << 16 | int(low))


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
    if protocol not in _VERSIONS or len(inner) < ICMP_HEADER.size:
        return False
    message_type, _, _, quoted_identifier, _ = ICMP_HEADER.unpack_from(inner)
    return bool(message_type == ECHO_REQUEST_TYPES[_VERSIONS[protocol]] and quoted_identifier == identifier)
