"""Calls that may hang: their result, their error, and nobody who waits for them."""

import subprocess
import sys
import threading

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.unawaited_call import result_within, start_call


def test_a_result_and_an_error_come_to_who_asks() -> None:
    assert result_within(start_call(lambda: threading.current_thread().name, "named"), 5, Operation.READ) == "named"
    with pytest.raises(ZeroDivisionError):
        result_within(start_call(lambda: 1 // 0, "broken"), 5, Operation.READ)


@pytest.mark.parametrize("timeout_s", [0.02, -1.0])
def test_what_takes_longer_is_a_timeout_and_goes_on(timeout_s: float) -> None:
    released = threading.Event()
    future = start_call(lambda: released.wait(20), "hanging")
    with pytest.raises(OperationFailed) as raised:
        result_within(future, timeout_s, Operation.RESOLVE)
    assert raised.value.failure.kind is FailureKind.TIMEOUT
    assert raised.value.failure.operation is Operation.RESOLVE
    released.set()
    assert result_within(future, 5, Operation.RESOLVE) is True


def test_the_program_ends_without_it() -> None:
    source = "import time; from checker.net.unawaited_call import start_call; start_call(lambda: time.sleep(600), 'x')"
    assert subprocess.run([sys.executable, "-c", source], timeout=60, check=False).returncode == 0
