"""What else moves on the adapter that is measured through, so that a figure is not blamed on the provider.

The adapter's own counters against our bytes.
"""

from checker.checks.line.direction import Direction
from checker.checks.line.transport.byte_count import mbit_per_s
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.routes.counters import InterfaceCounters, read_counters
from checker.net.routes.interface import Interface

HEADER_FACTOR = 1500 / 1448
"""Bytes on the adapter for each byte of a full TCP segment with timestamps (RFC 9293, RFC 7323)."""
DATAGRAM_HEADER_BYTES = 28
"""IPv4 and UDP, bytes."""
ACK_SHARE = 0.025
"""Acknowledgements of a load in the other direction: at most one of 66 bytes for two segments of 1448 (RFC 5681)."""
TOLERANCE_SHARE = 0.03
"""Of our own bytes: Ethernet and IPv6 headers, TLS records, repeated segments. So much more or less says nothing."""


class OwnTraffic(Record, frozen=True, kw_only=True):
    """What we moved ourselves while a phase ran: bytes of load, and datagrams of `datagram_bytes` each way."""

    down_bytes: float = 0.0
    up_bytes: float = 0.0
    datagrams: int = 0
    datagram_bytes: int = 0


class CrossTraffic(Record, frozen=True, kw_only=True):
    """Traffic of other programs and of the system, Mbit/s."""

    down_mbit: float
    up_mbit: float

    def mbit(self, direction: Direction) -> float:
        """In one direction."""
        return self.down_mbit if direction is Direction.DOWN else self.up_mbit


class TrafficMeter:
    """The adapter's counters at the begin and end of a load."""

    def __init__(self, adapter: Interface | OperationFailed) -> None:
        self._adapter = adapter
        self._begin = _counters(adapter)
        self._end: InterfaceCounters | OperationFailed = OperationFailed(
            Operation.READ, FailureKind.NOT_MEASURED, "counters"
        )

    def close(self) -> None:
        """The load is over."""
        self._end = _counters(self._adapter)

    def cross_traffic(self, own: OwnTraffic, seconds: float) -> CrossTraffic:
        """After the block.

        Raises OperationFailed where the counters cannot be read, or do not even hold our own bytes.
        """
        begin, end = self._begin, self._end
        if isinstance(begin, OperationFailed):
            raise begin
        if isinstance(end, OperationFailed):
            raise end
        return estimate_cross_traffic(InterfaceCounters(down=end.down - begin.down, up=end.up - begin.up), own, seconds)


def estimate_cross_traffic(moved: InterfaceCounters, own: OwnTraffic, seconds: float) -> CrossTraffic:
    """What of the adapter's bytes is not ours. Pure.

    Raises OperationFailed `bad-answer` for counters that missed ours.
    """
    if seconds <= 0:
        raise OperationFailed(Operation.READ, FailureKind.NOT_MEASURED, "counters")
    extra = own.datagrams * (own.datagram_bytes + DATAGRAM_HEADER_BYTES)
    down = _excess(moved.down, own.down_bytes, own.up_bytes, extra)
    up = _excess(moved.up, own.up_bytes, own.down_bytes, extra)
    return CrossTraffic(down_mbit=round(mbit_per_s(down, seconds), 2), up_mbit=round(mbit_per_s(up, seconds), 2))


def _excess(moved: int, own: float, answered: float, extra: int) -> float:
    if moved < own * (1 - TOLERANCE_SHARE):  # of the datagrams some may have been lost
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "counters below own bytes")
    excess = moved - own * HEADER_FACTOR - extra - answered * ACK_SHARE
    return excess if excess > TOLERANCE_SHARE * own else 0.0


def _counters(adapter: Interface | OperationFailed) -> InterfaceCounters | OperationFailed:
    if isinstance(adapter, OperationFailed):
        return adapter
    try:
        return read_counters(adapter.name)
    except OperationFailed as failure:
        return failure
    except OSError as error:
        return OperationFailed.from_error(Operation.READ, error)
