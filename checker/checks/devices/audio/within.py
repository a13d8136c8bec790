"""A question to the sound system that may hang: asked in a thread of its own, and not waited for beyond a limit."""

import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import com

_WAKE_S = 0.05
Answer = TypeVar("Answer")


def within(limit_s: float, wait: Callable[[], None], ask: Callable[[], Answer]) -> Answer:
    """What `ask` returns or raises. `wait` may raise meanwhile.

    Raises OperationFailed `timeout` after `limit_s` seconds.
    """
    told: queue.Queue[tuple[Answer | None, Exception | None]] = queue.Queue()

    def work() -> None:
        try:
            if sys.platform == "win32":
                com.initialize_com()
            told.put((ask(), None))
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the answer
            told.put((None, error))

    if sys.platform == "win32":
        com.initialize_com()  # what the other thread makes must outlive it: COM lives as long as a thread that began it
    threading.Thread(target=work, name="sound system", daemon=True).start()
    until = time.monotonic() + limit_s
    while True:
        wait()
        try:
            answer, error = told.get(timeout=_WAKE_S)
        except queue.Empty:
            if time.monotonic() >= until:
                raise OperationFailed(Operation.LIST, FailureKind.TIMEOUT) from None
            continue
        if error is not None:
            raise error
        return answer  # type: ignore[return-value]
