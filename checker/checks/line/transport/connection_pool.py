"""Connections that are being opened: connecting cannot be cut off, so it happens in threads that may outlive us."""

import queue
import socket
import threading
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.transport.connector import Connector
from checker.model.failure import OperationFailed

_POLL_S = 0.01


class ConnectionPool:
    """Asks for connections and hands over those that came about. A context: what comes after its end is closed."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._ready: queue.SimpleQueue[socket.socket | OperationFailed] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self.pending = 0

    def __enter__(self) -> "ConnectionPool":
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
        for result in self.take_ready():
            if isinstance(result, socket.socket):
                result.close()

    def request(self, n: int = 1) -> None:
        """Begins to open this many more."""
        for _ in range(n):
            self.pending += 1
            threading.Thread(target=self._open, name="line-open", daemon=True).start()

    def take_ready(self) -> Iterator[socket.socket | OperationFailed]:
        """What has come about since the last call, or how it failed."""
        while True:
            try:
                result = self._ready.get_nowait()
            except queue.Empty:
                return
            self.pending -= 1
            yield result

    def acquire(self, context: ProbeContext) -> socket.socket:
        """A single connection, waited for. Raises OperationFailed, Cancelled."""
        self.request()
        while True:
            for result in self.take_ready():
                if isinstance(result, OperationFailed):
                    raise result
                return result
            context.pause(_POLL_S)

    def _open(self) -> None:
        result: socket.socket | OperationFailed
        try:
            result = self._connector.open()
        except OperationFailed as error:
            result = error
        with self._lock:
            if not self._closed:
                self._ready.put(result)
            elif isinstance(result, socket.socket):
                result.close()
