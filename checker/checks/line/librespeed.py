"""The LibreSpeed HTTP protocol against one's own endpoint, and beside it a train of packets where the desk reflects."""

from collections.abc import Iterator
from contextlib import ExitStack

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.line_measurement import LineMeasurement
from checker.checks.line.need import LineNeed
from checker.checks.line.transport.server import parse_server_url
from checker.model.failure import Operation
from checker.model.observation import Observation


class LibreSpeed:
    """Measures against the need's endpoint: LibreSpeed's own server, or the desk's, which also counts and reflects.

    `full`: to the end, whatever is needed.
    """

    name = "LibreSpeed HTTP"

    def __init__(self, need: LineNeed, *, full: bool = False) -> None:
        self._need = need
        self._full = full

    def measure(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields each part as soon as it is known. Raises Cancelled."""
        yield context.observation("method", self.name)
        with context.record("server", Operation.REQUEST) as server:
            server.value = parse_server_url(self._need.endpoint).host
        yield server.observation()
        if server.failure is not None:
            yield context.failed_observation("server.answer", server.failure)
            return
        with ExitStack() as stack:
            yield from LineMeasurement(context, self._need, stack, full=self._full).observe()
