"""One stream that keeps the line busy."""

import selectors
import socket
from typing import Protocol

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class LoadStream(Protocol):
    """Driven by a loop.

    `handle_ready` does what can be done now, never waits, and raises OperationFailed where the stream is over.

    `delivered_bytes`: bytes that are known to have reached their end; `transferred_bytes`: bytes that cost data volume,
    known or not.
    """

    sock: socket.socket
    delivered_bytes: int
    transferred_bytes: int

    @property
    def events(self) -> int:
        """What it waits for."""
        ...

    def handle_ready(self, events: int) -> None:
        """Reads or writes what it can."""
        ...
