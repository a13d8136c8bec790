"""Connections that are being opened: connecting cannot be cut off, so it happens in threads that may outlive us."""

import queue
import socket
import threading
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.door import Door
from checker.model.failure import OperationFailed

_LOOK_S = 0.01


class Openings:
    """Asks for connections and hands over those that came about. A context: what comes after its end is closed."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._came: queue.SimpleQueue[socket.socket | OperationFailed] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self.pending = 0

    def __enter__(self) -> "Openings":
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
        for came in self.came():
            if isinstance(came, socket.socket):
                came.close()

    def ask(self, n: int = 1) -> None:
        """Begins to open this many more."""
        for _ in range(n):
            self.pending += 1
            threading.Thread(target=self._open, name="line-open", daemon=True).start()

    def came(self) -> Iterator[socket.socket | OperationFailed]:
        """What has come about since the last call, or how it failed."""
        while True:
            try:
                came = self._came.get_nowait()
            except queue.Empty:
                return
            self.pending -= 1
            yield came

    def one(self, context: ProbeContext) -> socket.socket:
        """A single connection, waited for. Raises OperationFailed, Cancelled."""
        self.ask()
        while True:
            for came in self.came():
                if isinstance(came, OperationFailed):
                    raise came
                return came
            context.pause(_LOOK_S)

    def _open(self) -> None:
        came: socket.socket | OperationFailed
        try:
            came = self._door.open()
        except OperationFailed as failed:
            came = failed
        with self._lock:
            if not self._closed:
                self._came.put(came)
            elif isinstance(came, socket.socket):
                came.close()
