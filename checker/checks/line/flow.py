"""One stream that keeps the line busy."""

import selectors
import socket
from typing import Protocol

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Flow(Protocol):
    """Driven by a loop.

    `ready` does what can be done now, never waits, and raises OperationFailed where the stream is over.

    `arrived`: bytes that are known to have reached their end; `moved`: bytes that cost data volume, known or not.
    """

    sock: socket.socket
    arrived: int
    moved: int

    @property
    def events(self) -> int:
        """What it waits for."""
        ...

    def ready(self, events: int) -> None:
        """Reads or writes what it can."""
        ...
