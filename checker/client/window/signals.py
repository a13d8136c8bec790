"""Ctrl-C in the terminal, and a system that ends its programs, close the window in order."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from PySide6.QtCore import QTimer

AWAKE_MS = 200
"""Python looks at signals only between two of its own steps; Qt waits in C++ otherwise."""


@contextlib.contextmanager
def ended_by_signals(close: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Calls `close` once when a signal asks for the end; what it yields tells whether one did."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if not asked.is_set():
            asked.set()
            QTimer.singleShot(0, close)

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, ask) for number in numbers}
    awake = QTimer()
    awake.timeout.connect(lambda: None)
    awake.start(AWAKE_MS)
    try:
        yield asked.is_set
    finally:
        awake.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
