"""Watches which devices of a kind are plugged in, so that the window can check a new one at once.

Tells `devices`: their number, and in words what changed; then yields their names. The first one, without words,
tells what is there now.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from checker.checks.context import ProbeContext
from checker.model.failure import OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

Glance = Callable[[], Hashable]
"""A cheap look: listing is worth it when it sees something else than before."""
Names = Callable[[], list[str]]


@dataclass(frozen=True)
class Words:
    """What is said of a device that came or went, and of another order."""

    new: Callable[[str], Text]
    gone: Callable[[str], Text]
    moved: Text

    def of(self, before: list[str], now: list[str]) -> Text:
        """The change in a sentence; one that came says more than one that went."""
        if new := [name for name in now if name not in before]:
            return self.new(new[0])
        if gone := [name for name in before if name not in now]:
            return self.gone(gone[0])
        return self.moved


def changes(
    context: ProbeContext,
    observation: str,
    names: Names,
    glance: Glance,
    words: Words,
    every_s: float,
    settles_s: float = 0.0,
) -> Iterator[Observation]:
    """Every change until it is cancelled. `settles_s`: a new device is seen so long before it answers.

    A list that cannot be had (OperationFailed, ImportError, OSError) is an empty one.
    """
    seen, before = glance(), _listed(names)
    context.live("devices", (float(len(before)),))
    yield context.observation(observation, list(before))
    while True:
        context.pause(every_s)
        looked = glance()
        if looked == seen:
            continue
        seen = looked
        if settles_s:
            context.pause(settles_s)
        now = _listed(names)
        if now != before:
            context.live("devices", (float(len(now)),), text=words.of(before, now))
            yield context.observation(observation, list(now))
            before = now


def _listed(names: Names) -> list[str]:
    try:
        return names()
    except (OperationFailed, ImportError, OSError):
        return []
