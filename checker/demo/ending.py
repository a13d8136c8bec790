"""Every way to end the demo is one: Ctrl-C, a system that shuts down, a terminal that is closed."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Windows knows no SIGHUP."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Each of them raises KeyboardInterrupt in the main thread."""
    with _handled_by(_end):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C does not keep the first from putting everything away."""
    with _handled_by(signal.SIG_IGN):
        yield


@contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in _ENDING}
    try:
        yield
    finally:
        for number, older in before.items():
            signal.signal(number, older)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
