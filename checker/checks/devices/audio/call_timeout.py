"""A call into the sound system that may hang: made in a thread of its own, and not waited for beyond a limit."""

import queue
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.windows import com

_WAKE_S = 0.05
ResultT = TypeVar("ResultT")


def call_with_timeout(limit_s: float, raise_if_cancelled: Callable[[], None], call: Callable[[], ResultT]) -> ResultT:
    """What `call` returns or raises. `raise_if_cancelled` may raise meanwhile.

    Raises OperationFailed `timeout` after `limit_s` seconds.
    """
    results: queue.Queue[tuple[ResultT | None, Exception | None]] = queue.Queue()

    def run_call() -> None:
        try:
            if sys.platform == "win32":
                com.initialize_com()
            results.put((call(), None))
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the answer
            results.put((None, error))

    if sys.platform == "win32":
        com.initialize_com()  # what the other thread makes must outlive it: COM lives as long as a thread that began it
    threading.Thread(target=run_call, name="sound system", daemon=True).start()
    deadline = monotonic_s() + limit_s
    while True:
        raise_if_cancelled()
        try:
            result, error = results.get(timeout=_WAKE_S)
        except queue.Empty:
            if monotonic_s() >= deadline:
                raise OperationFailed(Operation.LIST, FailureKind.TIMEOUT) from None
            continue
        if error is not None:
            raise error
        return result  # type: ignore[return-value]
