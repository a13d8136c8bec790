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

TakeFingerprint = Callable[[], Hashable]
"""Cheap: listing is worth it when the fingerprint has changed."""
ListNames = Callable[[], list[str]]


@dataclass(frozen=True)
class HotplugTexts:
    """The texts for a device that was added or removed, and for another order."""

    added: Callable[[str], Text]
    removed: Callable[[str], Text]
    reordered: Text

    def describe_change(self, previous: list[str], current: list[str]) -> Text:
        """The change in a sentence; one that came says more than one that went."""
        if added := [name for name in current if name not in previous]:
            return self.added(added[0])
        if removed := [name for name in previous if name not in current]:
            return self.removed(removed[0])
        return self.reordered


def watch_devices(
    context: ProbeContext,
    fact_name: str,
    list_names: ListNames,
    take_fingerprint: TakeFingerprint,
    texts: HotplugTexts,
    interval_s: float,
    settle_s: float = 0.0,
) -> Iterator[Observation]:
    """Every change until it is cancelled. `settle_s`: a new device shows up so long before it answers.

    A list that cannot be had (OperationFailed, ImportError, OSError) is an empty one.
    """
    last_fingerprint, previous = take_fingerprint(), _list_or_empty(list_names)
    context.live("devices", (float(len(previous)),))
    yield context.observation(fact_name, list(previous))
    while True:
        context.pause(interval_s)
        fingerprint = take_fingerprint()
        if fingerprint == last_fingerprint:
            continue
        last_fingerprint = fingerprint
        if settle_s:
            context.pause(settle_s)
        current = _list_or_empty(list_names)
        if current != previous:
            context.live("devices", (float(len(current)),), text=texts.describe_change(previous, current))
            yield context.observation(fact_name, list(current))
            previous = current


def _list_or_empty(list_names: ListNames) -> list[str]:
    try:
        return list_names()
    except (OperationFailed, ImportError, OSError):
        return []
