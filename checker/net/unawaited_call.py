"""A call that may hang: in a thread that nobody has to wait for, with its result as a Future.

The threads of concurrent.futures' own executors are waited for when the program ends; these are not.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from checker.model.failure import FailureKind, Operation, OperationFailed

T = TypeVar("T")


def start_call(call: Callable[[], T], name: str) -> Future[T]:
    """Begins it in a thread of this name. The Future has what it returns or raises, once it does."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001 - raised again by whoever takes the result
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future


def result_within(future: Future[T], timeout_s: float, operation: Operation) -> T:
    """What the call returns or raises; OperationFailed `timeout` where it takes longer. It goes on all the same.

    Raises OperationFailed.
    """
    if not wait([future], max(0.0, timeout_s)).done:
        raise OperationFailed(operation, FailureKind.TIMEOUT)
    return future.result()
