"""Who sent an error back, and why: Linux keeps each ICMP message for the socket that it is about (ip(7), ipv6(7)).

No rights are needed. Windows and macOS hand over a bare error code; there `read_icmp_errors` is always empty.
"""

import contextlib
import errno
import ipaddress
import socket
import struct
import sys
from enum import Enum

from checker.model.record import Record

_RECVERR, _RECVTTL, _TTL = 11, 12, 2
"""IP_RECVERR, IP_RECVTTL and IP_TTL, linux/in.h; Python names not all of them."""
_RECVERR6, _RECVHOPLIMIT6, _HOPLIMIT6 = 25, 51, 52
"""IPV6_RECVERR, IPV6_RECVHOPLIMIT and IPV6_HOPLIMIT, linux/in6.h."""
_ERRQUEUE = 0x2000
_SOCK_EXTENDED_ERR = struct.Struct("=IBBBBII")
"""struct sock_extended_err of linux/errqueue.h; the sender's sockaddr follows."""
_LOCAL, _ICMP, _ICMP6 = 1, 2, 3
_BUFFER_BYTES, _MAX_ERRORS = 512, 32
INITIAL_TTLS = (64, 128, 255)
"""Time to live that systems give their own packets. One that still has it comes from the next machine on the way."""


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

    `error_number`: the error as errno; `ttl`: time to live that it arrived with, 0 if unknown; `mtu`: bytes, 0 for
    none.
    """

    reason: IcmpErrorReason
    error_number: int
    sender: str = ""
    ttl: int = 0
    mtu: int = 0

    @property
    def is_from_next_hop(self) -> bool:
        """Whether it comes from the next machine on the way: no router has forwarded it."""
        return self.ttl in INITIAL_TTLS


_REASONS4 = {
    **{(3, code): IcmpErrorReason.REFUSED for code in (2, 3, 9, 10, 13)},
    **{(3, code): IcmpErrorReason.NO_ROUTE for code in (0, 1, 5, 6, 7, 11, 12)},
    (3, 4): IcmpErrorReason.TOO_LARGE,
    (11, 0): IcmpErrorReason.EXPIRED,
}
_REASONS6 = {
    **{(1, code): IcmpErrorReason.REFUSED for code in (1, 4, 5, 6)},
    **{(1, code): IcmpErrorReason.NO_ROUTE for code in (0, 2, 3)},
    (2, 0): IcmpErrorReason.TOO_LARGE,
    (3, 0): IcmpErrorReason.EXPIRED,
}


def enable_icmp_errors(sock: socket.socket) -> None:
    """Asks the kernel to keep the messages about this socket. Elsewhere than on Linux nothing happens."""
    if sys.platform != "linux":
        return
    six = sock.family == socket.AF_INET6
    level = socket.IPPROTO_IPV6 if six else socket.IPPROTO_IP
    with contextlib.suppress(OSError):
        for option in (_RECVERR6, _RECVHOPLIMIT6) if six else (_RECVERR, _RECVTTL):
            sock.setsockopt(level, option, 1)


def read_icmp_errors(sock: socket.socket) -> list[IcmpError]:
    """All messages that wait on this socket, oldest first. Never raises OSError."""
    icmp_errors: list[IcmpError] = []
    while sys.platform == "linux" and len(icmp_errors) < _MAX_ERRORS:
        try:
            _, ancillary, _, _ = sock.recvmsg(_BUFFER_BYTES, _BUFFER_BYTES, _ERRQUEUE | socket.MSG_DONTWAIT)
        except OSError:
            break
        icmp_error = parse_icmp_error(ancillary)
        if icmp_error is not None:
            icmp_errors.append(icmp_error)
    return icmp_errors


def parse_icmp_error(ancillary: list[tuple[int, int, bytes]]) -> IcmpError | None:
    """The message in these control data, or None where they hold none."""
    raw = next((data for level, kind, data in ancillary if (level, kind) in _EXTENDED_ERR_OPTIONS), b"")
    if len(raw) < _SOCK_EXTENDED_ERR.size:
        return None
    error_number, origin, kind, code, _, info, _ = _SOCK_EXTENDED_ERR.unpack_from(raw)
    ttl = next(
        (_native_int(data) for level, control_type, data in ancillary if (level, control_type) in _TTL_OPTIONS), 0
    )
    if origin == _LOCAL:
        reason = IcmpErrorReason.TOO_LARGE if error_number == errno.EMSGSIZE else IcmpErrorReason.LOCAL
        return IcmpError(
            reason=reason, error_number=error_number, mtu=info if reason is IcmpErrorReason.TOO_LARGE else 0
        )
    reasons = {_ICMP: _REASONS4, _ICMP6: _REASONS6}.get(origin, {})
    reason = reasons.get((kind, code), IcmpErrorReason.OTHER)
    mtu = info if reason is IcmpErrorReason.TOO_LARGE else 0
    return IcmpError(
        reason=reason, error_number=error_number, sender=_sender(raw[_SOCK_EXTENDED_ERR.size :]), ttl=ttl, mtu=mtu
    )


_EXTENDED_ERR_OPTIONS = {(socket.IPPROTO_IP, _RECVERR), (socket.IPPROTO_IPV6, _RECVERR6)}
_TTL_OPTIONS = {(socket.IPPROTO_IP, _TTL), (socket.IPPROTO_IPV6, _HOPLIMIT6)}


def _native_int(data: bytes) -> int:
    return int.from_bytes(data[:4], sys.byteorder)


def _sender(raw: bytes) -> str:
    """A sockaddr's address as text; empty for none."""
    family = int.from_bytes(raw[:2], sys.byteorder)
    if family == socket.AF_INET and len(raw) >= 8:
        return str(ipaddress.IPv4Address(raw[4:8]))
    if family == socket.AF_INET6 and len(raw) >= 24:
        six = ipaddress.IPv6Address(raw[8:24])
        return str(six.ipv4_mapped or six)
    return ""
