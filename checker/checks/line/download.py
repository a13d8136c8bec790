"""A stream of `garbage`, asked for again when it ends."""

import socket
import ssl

from checker.checks.line.channel import receive, send
from checker.checks.line.door import Door
from checker.checks.line.flow import READ
from checker.checks.line.http11 import Head, refused, request_head, take_head
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

MIB_ASKED = 512
"""More than the measured time can hold on any line; the server stops when we leave."""
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_PIECE = 262_144
_TURNS = 4
"""Pieces at once: then the packets of the train have their turn."""


class Download:
    """Counts what arrives. The bytes themselves are never looked at."""

    events = READ

    def __init__(self, sock: socket.socket, door: Door, query: str = "") -> None:
        self.sock = sock
        self.arrived = self.moved = 0
        self._door = door
        self._query = query
        self._buffer = memoryview(bytearray(_PIECE))
        self._came = bytearray()
        self._head: Head | None = None
        self._left: int | None = None
        self._ask()

    def ready(self, _events: int) -> None:
        """Reads all that is there, within reason: TLS hides what it has already taken from the socket."""
        for _ in range(_TURNS):
            try:
                n = receive(self.sock, self._buffer)
            except OSError as error:
                failure = failure_of(Operation.RECEIVE, error)
                raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
            if n is None:
                return
            if n == 0:
                raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)
            self._take(self._buffer[:n])
            if not isinstance(self.sock, ssl.SSLSocket) and n < _PIECE:
                return

    def _ask(self) -> None:
        target, extra = self._door.asking(f"{self._door.target.endpoint('garbage')}?ckSize={MIB_ASKED}{self._query}")
        request = request_head("GET", target, self._door.target.authority, extra=extra)
        try:
            if send(self.sock, request) != len(request):
                raise OperationFailed(Operation.SEND, FailureKind.TIMEOUT)
        except OSError as error:
            failure = failure_of(Operation.SEND, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error

    def _take(self, piece: memoryview) -> None:
        if self._head is not None:
            self._count(piece)
            return
        self._came += piece
        self._head = take_head(self._came)
        if self._head is None:
            return
        if self._head.status != 200:
            raise refused(self._head.status)
        self._left = self._head.length
        first = bytes(self._came)
        self._came.clear()
        if first or self._left == 0:
            self._count(memoryview(first))

    def _count(self, piece: memoryview) -> None:
        self.arrived += len(piece)
        self.moved += len(piece)
        if self._left is not None:
            self._left -= len(piece)
            over = self._left <= 0
        elif self._head is not None and self._head.chunked:
            self._came += piece[-len(_LAST_CHUNK) :]
            del self._came[: -len(_LAST_CHUNK)]
            over = self._came == _LAST_CHUNK
        else:
            over = False
        if not over:
            return
        if self._head is not None and not self._head.keep:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)
        self._head, self._left = None, None
        self._came.clear()
        self._ask()
