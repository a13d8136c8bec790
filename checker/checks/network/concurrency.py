"""Several probes side by side, so that silence of one does not delay the others."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from typing import TypeVar

from checker.model.observation import Observation
from checker.net.unawaited_call import start_call

T = TypeVar("T")
ProbeTask = Callable[[], list[Observation]]
"""One of the probes of this check that run side by side."""
POLL_S = 0.1
"""The longest wait between two checks for cancellation."""


def run_concurrently(calls: list[Callable[[], T]], raise_if_cancelled: Callable[[], None]) -> Iterator[T]:
    """The results as they come. An exception of a call is raised here; `raise_if_cancelled` is called while waiting.

    Each call bounds its own time: when `raise_if_cancelled` raises, what still runs is left to end by itself.
    """
    pending = {start_call(call, "network") for call in calls}
    while pending:
        done, pending = wait(pending, POLL_S, FIRST_COMPLETED)
        if not done:
            raise_if_cancelled()
        for future in done:
            yield future.result()
