"""Who sent an error back, and why: Linux keeps each ICMP message for the socket that it is about (ip(7), ipv6(7)).

No rights are needed. Windows and macOS hand over a bare error code; there `read_icmp_errors` is always empty.
"""

import contextlib
import errno
import ipaddress
import socket
import struct
import sys

from checker.net.icmp.error import IcmpError, IcmpErrorReason, reason_of

_RECVERR, _RECVTTL, _TTL = 11, 12, 2
"""IP_RECVERR, IP_RECVTTL and IP_TTL, linux/in.h; Python names not all of them."""
_RECVERR6, _RECVHOPLIMIT6, _HOPLIMIT6 = 25, 51, 52
"""IPV6_RECVERR, IPV6_RECVHOPLIMIT and IPV6_HOPLIMIT, linux/in6.h."""
_ERRQUEUE = 0x2000
_SOCK_EXTENDED_ERR = struct.Struct("=IBBBBII")
"""struct sock_extended_err of linux/errqueue.h; the sender's sockaddr follows."""
_LOCAL = 1
_VERSIONS = {2: 4, 3: 6}
"""SO_EE_ORIGIN_LOCAL; IP version by SO_EE_ORIGIN_ICMP and SO_EE_ORIGIN_ICMP6."""
_BUFFER_BYTES, _MAX_ERRORS = 512, 32


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
    reason = reason_of(_VERSIONS.get(origin, 0), kind, code)
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
