"""Our own measurement, run at the client's end."""

import sys

import msgspec

from checker.model.observation import Observations
from checker.model.record import Record
from tests.bench.child import Cost, python
from tests.bench.lines import DIRECTIONS
from tests.bench.measured import Timed
from tests.lab.line import Line


class ProductRun(Record, frozen=True, kw_only=True):
    """A measurement and what it cost."""

    timed: Timed
    cost: Cost

    @property
    def observations(self) -> Observations:
        return self.timed.measurement.observations_by_key

    def rate(self, direction: int) -> float | None:
        """Mbit/s."""
        return self.observations.number(f"{DIRECTIONS[direction]}.rate")

    def windows(self, direction: int) -> list[tuple[float, float]]:
        """When a direction was loaded, by time.monotonic()."""
        began = self.timed.began
        return [
            (began + window.from_s, began + window.to_s)
            for window in self.timed.windows
            if window.direction == direction
        ]

    def settled(self, direction: int) -> list[tuple[float, float]]:
        """When the latency under that load was taken, by time.monotonic()."""
        began = self.timed.began
        return [
            (began + window.from_s, began + window.to_s)
            for window in self.timed.settled
            if window.direction == direction
        ]


def run_product(line: Line, url: str, *words: str) -> ProductRun | None:
    """None where it failed; the reason goes to standard error."""
    ended = python(line, "tests.bench.measured", url, *words)
    if ended.code:
        print(f"Our measurement failed: {ended.complaint}", file=sys.stderr)
        return None
    return ProductRun(timed=msgspec.json.decode(ended.output, type=Timed), cost=ended.cost)
