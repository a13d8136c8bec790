"""What psutil reads of this PC, each call by itself: systems forbid, lack or garble one figure and give all the others.

Its exceptions are no OSError, and its platform modules let others through: ValueError, RuntimeError, KeyError.
"""

from collections.abc import Callable
from typing import TypeVar

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

_Value = TypeVar("_Value")
_KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (psutil.AccessDenied, FailureKind.DENIED),
    (psutil.NoSuchProcess, FailureKind.NOT_FOUND),
    (psutil.TimeoutExpired, FailureKind.TIMEOUT),
    (NotImplementedError, FailureKind.UNSUPPORTED),
    (AttributeError, FailureKind.UNSUPPORTED),  # a function that psutil has on other systems only
)


def read_psutil(call: Callable[[], _Value], operation: Operation = Operation.READ) -> _Value:
    """What `call` returns. Raises OperationFailed for whatever it raises."""
    try:
        return call()
    except OperationFailed:
        raise
    except (OSError, MemoryError) as error:
        raise OperationFailed.from_failure(failure_of(operation, error)) from error
    except Exception as error:  # whatever a platform's module lets through says nothing of any other figure
        kind = next((kind for exception, kind in _KINDS if isinstance(error, exception)), FailureKind.BAD_ANSWER)
        raise OperationFailed(operation, kind, type(error).__name__) from error
