"""How many bytes each adapter has moved since the PC started, as the system counts them, headers included."""

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record


class Counted(Record, frozen=True, kw_only=True):
    """Bytes of one adapter, received and sent."""

    down: int
    up: int


def counted(interface: str) -> Counted:
    """The adapter's counters now, carried on where the system's own wrap around. Raises OperationFailed."""
    found = psutil.net_io_counters(pernic=True, nowrap=True).get(interface)
    if found is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "counters")
    return Counted(down=found.bytes_recv, up=found.bytes_sent)
