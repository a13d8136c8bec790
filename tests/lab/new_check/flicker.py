"""The lamp flickers, and people count."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.observation import Observation
from tests.lab.new_check.need import LampNeed
from tests.lab.new_check.probe import observe as look


def observe(need: LampNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what `probe` does. Live: `tones`, with the number that is to be named."""
    yield from look(need, context)
    context.live("tones", (3.0,))
