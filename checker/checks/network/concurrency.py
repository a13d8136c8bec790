"""Several probes side by side, so that silence of one does not delay the others."""

import functools
import queue
import threading
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

from checker.model.observation import Observation

T = TypeVar("T")
ProbeTask = Callable[[], list[Observation]]
"""One of the probes of this check that run side by side."""
POLL_S = 0.1
"""The longest wait between two checks for cancellation."""


def run_concurrently(calls: list[Callable[[], T]], raise_if_cancelled: Callable[[], None]) -> Iterator[T]:
    """The results as they come. An exception of a call is raised here; `raise_if_cancelled` is called while waiting.

    Each call bounds its own time: when `raise_if_cancelled` raises, what still runs is left to end by itself.
    """
    results: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
    for call in calls:
        threading.Thread(target=_run_call, args=(call, results), name="network", daemon=True).start()
    for _ in calls:
        yield _next_result(results, raise_if_cancelled)()


def _next_result(
    results: "queue.SimpleQueue[Callable[[], T]]", raise_if_cancelled: Callable[[], None]
) -> Callable[[], T]:
    while True:
        try:
            return results.get(timeout=POLL_S)
        except queue.Empty:
            raise_if_cancelled()


def _run_call(call: Callable[[], T], results: "queue.SimpleQueue[Callable[[], T]]") -> None:
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - nothing is hidden: it is raised where the result is taken
        results.put(functools.partial(_raise, error))
    else:
        results.put(lambda: result)


def _raise(error: BaseException) -> NoReturn:
    raise error
