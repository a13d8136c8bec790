"""How many bytes each adapter has moved since the PC started, as the system counts them, headers included."""

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.psutil_reading import read_psutil


class InterfaceCounters(Record, frozen=True, kw_only=True):
    """Bytes of one adapter, received and sent."""

    down: int
    up: int


def read_counters(interface: str) -> InterfaceCounters:
    """The adapter's counters now, carried on where the system's own wrap around. Raises OperationFailed."""
    counters = read_psutil(lambda: psutil.net_io_counters(pernic=True, nowrap=True)).get(interface)
    if counters is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "counters")
    return InterfaceCounters(down=counters.bytes_recv, up=counters.bytes_sent)
