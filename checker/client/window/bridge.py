"""The one way into the Qt thread: whatever other threads tell goes through here, and nothing else crosses."""

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from checker.checks.context import LiveSample
from checker.run.events import CheckProgress

NEWEST_COUNTS = ("frame", "level")
"""Kinds of Live of which only the newest is worth showing: a slow window must not fall behind a fast camera."""


class Bridge(QObject):
    """`post` may be called from any thread, at any time; `arrived` is emitted in the Qt thread, in order."""

    arrived = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: deque[object] = deque()
        self._open = True
        self._woken.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)

    def post(self, event: object) -> None:
        """Passes an event on. After `close` it is dropped: a late thread changes nothing."""
        with self._lock:
            if not self._open:
                return
            self._drop_older(event)
            self._waiting.append(event)
            if len(self._waiting) == 1:
                self._woken.emit()

    def close(self) -> None:
        """Nothing is taken or given out any more."""
        with self._lock:
            self._open = False
            self._waiting.clear()

    def _drop_older(self, event: object) -> None:
        newest = _newest_key(event)
        if newest is None:
            return
        older = next((one for one in self._waiting if _newest_key(one) == newest), None)
        if older is not None:
            self._waiting.remove(older)

    def _hand_out(self) -> None:
        with self._lock:
            events = list(self._waiting)
            self._waiting.clear()
        for event in events:
            self.arrived.emit(event)


def _newest_key(event: object) -> tuple[str, str] | None:
    if isinstance(event, CheckProgress) and isinstance(event.update, LiveSample) and event.update.kind in NEWEST_COUNTS:
        return event.check, event.update.kind
    return None
