"""When a datagram arrived, by the kernel where it says so: a busy program reads its socket late."""

import contextlib
import socket
import struct
import sys

from checker.model.record import Record
from checker.net.clock import wall_s

_TIMESPEC, _TIMEVAL = struct.Struct("@qq"), struct.Struct("@ql")
_LINUX_NS, _MACOS = 35, 0x0400
"""SO_TIMESTAMPNS (asm-generic/socket.h) and SO_TIMESTAMP (XNU's sys/socket.h); Python names neither."""
_OPTIONS = {"linux": _LINUX_NS, "darwin": _MACOS}
HAS_KERNEL_STAMPS = sys.platform in _OPTIONS
"""Whether the system notes arrivals at all; Python for Windows has no `recvmsg` to read it with."""
_MACOS_TYPE = 2
"""SCM_TIMESTAMP, XNU."""
_ANCILLARY_BYTES = 128
_MAX_DELAY_S = 5.0
"""A datagram that waited longer was not ours to wait for: then the clock was set meanwhile."""


class TimestampedDatagram(Record, frozen=True, kw_only=True):
    """`at`: seconds since 1970 at which it arrived; `sender`: its address as the socket gives it."""

    data: bytes
    sender: tuple[object, ...]
    received_at_s: float


def enable_receive_timestamps(sock: socket.socket) -> None:
    """Asks the kernel to note arrivals on this socket.

    Where it cannot, `receive_datagram` takes the moment of reading.
    """
    if sys.platform in _OPTIONS:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, _OPTIONS[sys.platform], 1)


def receive_datagram(sock: socket.socket, size: int = 2048) -> TimestampedDatagram | None:
    """The next datagram, or None where none is there on a socket that does not wait. Raises OSError."""
    if not hasattr(sock, "recvmsg"):
        try:
            data, sender = sock.recvfrom(size)
        except BlockingIOError:
            return None
        return TimestampedDatagram(data=data, sender=sender, received_at_s=wall_s())
    try:
        data, ancillary, _, sender = sock.recvmsg(size, _ANCILLARY_BYTES)
    except BlockingIOError:
        return None
    now = wall_s()
    stamps = (kernel_time_s(level, kind, raw) for level, kind, raw in ancillary)
    stamp_s = next((stamp for stamp in stamps if stamp is not None), now)
    return TimestampedDatagram(
        data=data, sender=sender, received_at_s=stamp_s if 0 <= now - stamp_s < _MAX_DELAY_S else now
    )


def kernel_time_s(level: int, kind: int, raw: bytes) -> float | None:
    """Seconds since 1970 by one entry of a datagram's control data, or None where it is not the kernel's stamp."""
    if level != socket.SOL_SOCKET:
        return None
    if sys.platform == "linux" and kind == _LINUX_NS and len(raw) >= _TIMESPEC.size:
        seconds, nanoseconds = _TIMESPEC.unpack_from(raw)
        return float(seconds + nanoseconds / 1e9)
    if sys.platform == "darwin" and kind == _MACOS_TYPE and len(raw) >= _TIMEVAL.size:
        seconds, microseconds = _TIMEVAL.unpack_from(raw)
        return float(seconds + (microseconds & 0xFFFFFFFF) / 1e6)
    return None
