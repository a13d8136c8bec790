"""The one way into the Qt thread: whatever other threads tell goes through here, and nothing else crosses."""

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from checker.checks.context import LiveSample
from checker.net.clock import monotonic_s
from checker.run.events import CheckProgress

ROUND_S = 0.01
"""Seconds of events in a row, before keys and the mouse have their turn."""
LATEST_ONLY_KINDS = ("frame", "level", "so-far")
"""Kinds of Live of which only the newest is worth showing: a slow window must not fall behind a fast camera."""


class EventBridge(QObject):
    """`post` may be called from any thread, at any time; `arrived` is emitted in the Qt thread, in order."""

    arrived = Signal(object)
    _wakeup = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._queue: deque[object] = deque()
        self._is_open = True
        self._wakeup.connect(self._emit_events, Qt.ConnectionType.QueuedConnection)

    def post(self, event: object) -> None:
        """Passes an event on. After `close` it is dropped: a late thread changes nothing."""
        with self._lock:
            if not self._is_open:
                return
            self._drop_older(event)
            self._queue.append(event)
            if len(self._queue) == 1:
                self._wakeup.emit()

    def close(self) -> None:
        """Nothing is taken or given out any more."""
        with self._lock:
            self._is_open = False
            self._queue.clear()

    def _drop_older(self, event: object) -> None:
        latest_key = _latest_key(event)
        if latest_key is None:
            return
        older = next((queued for queued in self._queue if _latest_key(queued) == latest_key), None)
        if older is not None:
            self._queue.remove(older)

    def _emit_events(self) -> None:
        """What waits, in order; after a while the window is looked at in between."""
        until = monotonic_s() + ROUND_S
        while (event := self._take()) is not None:
            self.arrived.emit(event)
            if monotonic_s() >= until:
                self._wakeup.emit()
                return

    def _take(self) -> object:
        with self._lock:
            return self._queue.popleft() if self._queue else None


def _latest_key(event: object) -> tuple[str, str] | None:
    if (
        isinstance(event, CheckProgress)
        and isinstance(event.update, LiveSample)
        and event.update.kind in LATEST_ONLY_KINDS
    ):
        return event.check, event.update.kind
    return None
