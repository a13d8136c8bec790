"""How many devices answer for the router's address while it is being pinged: two of them have it, or one does."""

from checker.checks.context import ProbeContext
from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.routes.neighbours import hardware_address

INTERVAL_S = 0.1


class NeighbourWatch:
    """Looks into the neighbour table now and then. Hardware addresses are counted and forgotten."""

    def __init__(self, address: str, context: ProbeContext) -> None:
        self._address = address
        self._context = context
        self._hardware: set[bytes] = set()
        self._next_s = 0.0
        self._is_supported = True

    @property
    def devices(self) -> int:
        """So many different ones so far; 0 where the system does not tell."""
        return len(self._hardware)

    def sample(self) -> None:
        """To be called often. Raises Cancelled when the run was cancelled or its time is over."""
        self._context.raise_if_cancelled()
        if not self._is_supported or monotonic_s() < self._next_s:
            return
        self._next_s = monotonic_s() + INTERVAL_S
        try:
            hardware = hardware_address(self._address, self._context.system)
        except OperationFailed:
            self._is_supported = self._context.system == "linux"
            return
        if hardware:
            self._hardware.add(hardware)
