"""Every way to end the demo is one: Ctrl-C, a system that shuts down, a terminal that is closed."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Windows knows no SIGHUP."""


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Each of them raises KeyboardInterrupt in the main thread."""
    with _handled_by(_interrupt):
        yield


@contextmanager
def signals_ignored() -> Iterator[None]:
    """A second Ctrl-C does not keep the first from putting everything away."""
    with _handled_by(signal.SIG_IGN):
        yield


@contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> Iterator[None]:
    previous_handlers = {number: signal.signal(number, handler) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, previous in previous_handlers.items():
            signal.signal(number, previous)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
