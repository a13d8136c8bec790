"""Group commit: what arrives while the disk is busy is stored together by the next flush.

(DeWitt et al., Implementation Techniques for Main Memory Database Systems, SIGMOD 1984, section 5.2.)
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_GROUP = 64
"""Items of one commit: as many as there are threads that bring one."""


class GroupCommit(Generic[Item, Result]):
    """One thread that stores for all others. `store` gets a group and returns a result, or what it raised, for each."""

    def __init__(self, store: Callable[[Sequence[Item]], Sequence[Result | Exception]]) -> None:
        self._store = store
        self._queue: queue.SimpleQueue[tuple[Item, Future[Result]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, item: Item, timeout_s: float) -> Result:
        """The result, once it is stored. Raises what storing raised, and TimeoutError."""
        future: Future[Result] = Future()
        self._queue.put((item, future))
        self._ensure_thread()
        return future.result(timeout_s)

    @property
    def waiting(self) -> int:
        """Items that are not being stored yet."""
        return self._queue.qsize()

    def _ensure_thread(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="group commit", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        while True:
            group = [self._queue.get()]
            while len(group) < MAX_GROUP and not self._queue.empty():
                group.append(self._queue.get())
            try:
                results = self._store([item for item, _ in group])
            except Exception as error:  # noqa: BLE001 - every sender learns of it, and the thread goes on
                results = [error] * len(group)
            for (_, future), result in zip(group, results, strict=True):
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)
