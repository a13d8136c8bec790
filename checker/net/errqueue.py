"""Who sent an error back, and why: Linux keeps each ICMP message for the socket that it is about (ip(7), ipv6(7)).

No rights are needed. Windows and macOS hand over a bare error code; there `told` is always empty.
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
_EXTENDED = struct.Struct("=IBBBBII")
"""struct sock_extended_err of linux/errqueue.h; the sender's sockaddr follows."""
_LOCAL, _ICMP, _ICMP6 = 1, 2, 3
_ROOM, _MOST = 512, 32
FRESH = (64, 128, 255)
"""Time to live that systems give their own packets. One that still has it comes from the next machine on the way."""


class Reason(Enum):
    """What the message says (RFC 792, RFC 1812 5.2.7, RFC 4443)."""

    REFUSED = "refused"
    NO_WAY = "no-way"
    TOO_LARGE = "too-large"
    EXPIRED = "expired"
    LOCAL = "local"
    OTHER = "other"


class Told(Record, frozen=True, kw_only=True):
    """One message. `sender`: who says it, empty where the system does not tell; never part of an observation.

    `number`: the error as errno; `ttl`: time to live that it arrived with, 0 if unknown; `mtu`: bytes, 0 for none.
    """

    reason: Reason
    number: int
    sender: str = ""
    ttl: int = 0
    mtu: int = 0

    @property
    def next_door(self) -> bool:
        """Whether it comes from the next machine on the way: no router has forwarded it."""
        return self.ttl in FRESH


_REASONS4 = {
    **{(3, code): Reason.REFUSED for code in (2, 3, 9, 10, 13)},
    **{(3, code): Reason.NO_WAY for code in (0, 1, 5, 6, 7, 11, 12)},
    (3, 4): Reason.TOO_LARGE,
    (11, 0): Reason.EXPIRED,
}
_REASONS6 = {
    **{(1, code): Reason.REFUSED for code in (1, 4, 5, 6)},
    **{(1, code): Reason.NO_WAY for code in (0, 2, 3)},
    (2, 0): Reason.TOO_LARGE,
    (3, 0): Reason.EXPIRED,
}


def listening(sock: socket.socket) -> None:
    """Asks the kernel to keep the messages about this socket. Elsewhere than on Linux nothing happens."""
    if sys.platform != "linux":
        return
    six = sock.family == socket.AF_INET6
    level = socket.IPPROTO_IPV6 if six else socket.IPPROTO_IP
    with contextlib.suppress(OSError):
        for option in (_RECVERR6, _RECVHOPLIMIT6) if six else (_RECVERR, _RECVTTL):
            sock.setsockopt(level, option, 1)


def told(sock: socket.socket) -> list[Told]:
    """All messages that wait on this socket, oldest first. Never raises OSError."""
    found: list[Told] = []
    while sys.platform == "linux" and len(found) < _MOST:
        try:
            _, extra, _, _ = sock.recvmsg(_ROOM, _ROOM, _ERRQUEUE | socket.MSG_DONTWAIT)
        except OSError:
            break
        one = read(extra)
        if one is not None:
            found.append(one)
    return found


def read(extra: list[tuple[int, int, bytes]]) -> Told | None:
    """The message in these control data, or None where they hold none."""
    raw = next((data for level, kind, data in extra if (level, kind) in _EXTENDED_AT), b"")
    if len(raw) < _EXTENDED.size:
        return None
    number, origin, kind, code, _, info, _ = _EXTENDED.unpack_from(raw)
    ttl = next((_number(data) for level, kind_, data in extra if (level, kind_) in _TTL_AT), 0)
    if origin == _LOCAL:
        reason = Reason.TOO_LARGE if number == errno.EMSGSIZE else Reason.LOCAL
        return Told(reason=reason, number=number, mtu=info if reason is Reason.TOO_LARGE else 0)
    reasons = {_ICMP: _REASONS4, _ICMP6: _REASONS6}.get(origin, {})
    reason = reasons.get((kind, code), Reason.OTHER)
    mtu = info if reason is Reason.TOO_LARGE else 0
    return Told(reason=reason, number=number, sender=_sender(raw[_EXTENDED.size :]), ttl=ttl, mtu=mtu)


_EXTENDED_AT = {(socket.IPPROTO_IP, _RECVERR), (socket.IPPROTO_IPV6, _RECVERR6)}
_TTL_AT = {(socket.IPPROTO_IP, _TTL), (socket.IPPROTO_IPV6, _HOPLIMIT6)}


def _number(data: bytes) -> int:
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
