"""Measures the line against the endpoint of the profile. Without one nothing is asked of anybody."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.model.observation import Observation


def observe(need: LineNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields method, server, latency, rates, latency under load, and what measuring has cost."""
    if need.endpoint:
        yield from LibreSpeed(need).measure(context)
