"""Several waits side by side, so that silence on one way does not delay the others."""

import functools
import queue
import threading
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

from checker.model.observation import Observation

T = TypeVar("T")
Look = Callable[[], list[Observation]]
"""One of the looks of this check that go on side by side."""
LOOK_S = 0.1


def at_once(calls: list[Callable[[], T]], go_on: Callable[[], None]) -> Iterator[T]:
    """The results as they come. An exception of a call is raised here; `go_on` is asked while waiting.

    Each call bounds its own time: when `go_on` raises, what still runs is left to end by itself.
    """
    results: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
    for call in calls:
        threading.Thread(target=_called, args=(call, results), name="network", daemon=True).start()
    for _ in calls:
        yield _next(results, go_on)()


def _next(results: "queue.SimpleQueue[Callable[[], T]]", go_on: Callable[[], None]) -> Callable[[], T]:
    while True:
        try:
            return results.get(timeout=LOOK_S)
        except queue.Empty:
            go_on()


def _called(call: Callable[[], T], results: "queue.SimpleQueue[Callable[[], T]]") -> None:
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - nothing is hidden: it is raised where the result is taken
        results.put(functools.partial(_raise, error))
    else:
        results.put(lambda: result)


def _raise(error: BaseException) -> NoReturn:
    raise error
