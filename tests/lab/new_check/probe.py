"""Looks at the lamp, which is always too dark."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.observation import Observation
from checker.model.text import Text
from tests.lab.new_check.need import LampNeed


def observe(need: LampNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the lamps, the one that was checked, and its brightness."""
    context.progress(0.5, Text(de=f"Sieht nach ({need.language})", en=f"Looks ({need.language})"))
    yield context.observation("lamp.names", ["Büro", "Flur"])
    yield context.observation("lamp.used", need.device or "Büro")
    yield context.observation("lamp.brightness", 12.0)
