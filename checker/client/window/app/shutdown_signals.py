"""Ctrl-C in the terminal, and a system that ends its programs, close the window in order."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from PySide6.QtCore import QTimer

WAKE_INTERVAL_MS = 200
"""Python looks at signals only between two of its own steps; Qt waits in C++ otherwise."""


@contextlib.contextmanager
def close_on_signals(close: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Calls `close` once when a signal asks for the end; what it yields tells whether one did."""
    signal_received = threading.Event()

    def handle_signal(_number: int, _frame: FrameType | None) -> None:
        if not signal_received.is_set():
            signal_received.set()
            QTimer.singleShot(0, close)

    if threading.current_thread() is not threading.main_thread():
        yield signal_received.is_set
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    previous_handlers = {number: signal.signal(number, handle_signal) for number in numbers}
    wake_timer = QTimer()
    wake_timer.timeout.connect(lambda: None)
    wake_timer.start(WAKE_INTERVAL_MS)
    try:
        yield signal_received.is_set
    finally:
        wake_timer.stop()
        for number, handler in previous_handlers.items():
            signal.signal(number, handler)
