"""A call into the sound system that may hang: made in a thread of its own, and not waited for beyond a limit."""

import sys
from collections.abc import Callable
from concurrent.futures import wait
from typing import TypeVar

from checker.model.failure import Operation
from checker.net.clock import monotonic_s
from checker.net.unawaited_call import result_within, start_call
from checker.net.windows import com

_WAKE_S = 0.05
ResultT = TypeVar("ResultT")


def call_with_timeout(limit_s: float, raise_if_cancelled: Callable[[], None], call: Callable[[], ResultT]) -> ResultT:
    """What `call` returns or raises. `raise_if_cancelled` may raise meanwhile.

    Raises OperationFailed `timeout` after `limit_s` seconds.
    """

    def run_call() -> ResultT:
        if sys.platform == "win32":
            com.initialize_com()
        return call()

    if sys.platform == "win32":
        com.initialize_com()  # what the other thread makes must outlive it: COM lives as long as a thread that began it
    future = start_call(run_call, "sound system")
    deadline = monotonic_s() + limit_s
    raise_if_cancelled()
    while not wait([future], _WAKE_S).done and monotonic_s() < deadline:
        raise_if_cancelled()
    return result_within(future, 0.0, Operation.LIST)
