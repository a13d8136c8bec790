"""Watches which lamps there are: always the same."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.observation import Observation
from tests.lab.new_check.need import LampNeed


def observe(_need: LampNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields `lamp.names`, once."""
    yield context.observation("lamp.names", ["Büro", "Flur"])
