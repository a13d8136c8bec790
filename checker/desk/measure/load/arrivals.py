"""What has arrived of an upload before a lost packet lets the rest through: segments that the kernel counts (Linux).

A program reads bytes in their order. One packet that is lost holds back all that came after it for a round trip, which
on a slow line with a long queue is most of a second; the segments were there all the same.
"""

import socket
import struct
import sys
from collections.abc import Callable

from checker.model.record import Record
from checker.net.clock import monotonic_s

_TCP_INFO = getattr(socket, "TCP_INFO", None)
_SIZE = 156
_RECEIVED_MSS, _BYTES_RECEIVED, _DATA_SEGMENTS = 20, 128, 152
"""Offsets in Linux' struct tcp_info: tcpi_rcv_mss, tcpi_bytes_received, tcpi_data_segs_in."""
_UINT32, _UINT64 = struct.Struct("=I"), struct.Struct("=Q")
MAX_MSS = 1460
"""More is a loopback or a program on the way, which loses nothing."""
LEAST_SEGMENTS = 4
"""Before the bytes of a segment are known."""


class SegmentCount(Record, frozen=True, kw_only=True):
    """Of one connection: `bytes` in their order, `segments` in any; `mss`: bytes of the largest."""

    bytes: int
    segments: int
    mss: int


class ArrivedBytes(Record, frozen=True, kw_only=True):
    """`bytes`: held back or not; `at_s`: when the last of them were noticed, monotonic clock."""

    bytes: float
    at_s: float


def read_segment_count(sock: socket.socket) -> SegmentCount | None:
    """None where the system does not count, or the sender is no line's far end."""
    if _TCP_INFO is None or sys.platform != "linux":
        return None
    try:
        info = sock.getsockopt(socket.IPPROTO_TCP, _TCP_INFO, _SIZE)
    except OSError:
        return None
    if len(info) < _SIZE:
        return None
    mss, segments = (_UINT32.unpack_from(info, offset)[0] for offset in (_RECEIVED_MSS, _DATA_SEGMENTS))
    received = _UINT64.unpack_from(info, _BYTES_RECEIVED)[0]
    if not 0 < mss <= MAX_MSS:
        return None
    return SegmentCount(bytes=received, segments=segments, mss=mss)


class ArrivalEstimator:
    """From counts of one connection to bytes. The bytes of a segment are the most that was seen between two counts: at
    some moment nothing was held back. The moment is that of the look: the kernel notes none for what it holds back.
    """

    def __init__(self, read: Callable[[], SegmentCount | None], clock: Callable[[], float] = monotonic_s) -> None:
        self._read, self._clock = read, clock
        self._first: SegmentCount | None = None
        self._segments = 0
        self._changed_at = 0.0
        self._segment_bytes = 0.0

    def estimate(self) -> ArrivedBytes | None:
        """None until a few segments have come, or where nobody counts."""
        count = self._read()
        if count is None:
            return None
        if count.segments != self._segments:
            self._segments, self._changed_at = count.segments, self._clock()
        first = self._first = self._first or count
        segments = count.segments - first.segments
        if segments < LEAST_SEGMENTS:
            return None
        observed = (count.bytes - first.bytes) / segments
        self._segment_bytes = min(float(count.mss), max(self._segment_bytes, observed))
        return ArrivedBytes(bytes=first.bytes + segments * self._segment_bytes, at_s=self._changed_at)
