"""The one shape of everything that measures a line: our own endpoint, the public test, and what comes later."""

from collections.abc import Iterator
from typing import Protocol

from checker.checks.context import ProbeContext
from checker.model.observation import Observation


class MeasurementMethod(Protocol):
    """A way to measure. `name` goes with every figure: the result depends on the method."""

    @property
    def name(self) -> str:
        """What people may look up, with its version where it has one."""
        ...

    def measure(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields each part as soon as it is known, a failure in place of each that is not. Raises only Cancelled."""
        ...
