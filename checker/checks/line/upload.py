"""A stream to `empty`, body after body. What a body's end has reached is known when its answer is there."""

import os
import socket
import time

from checker.checks.line.channel import receive, send
from checker.checks.line.door import Door
from checker.checks.line.flow import READ, WRITE
from checker.checks.line.http11 import Head, refused, request_head, take_body, take_head
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

FIRST = 65_536
"""Bytes of the first body where only answers can be counted."""
BODY_S = 0.4
"""What a body should take: many answers in the measured time, and still few pauses between bodies."""
_NOISE = memoryview(os.urandom(262_144))
_TURNS = 8


class Upload:
    """`most`: bytes of a body. `grows`: begin small and let bodies grow with the line."""

    def __init__(self, sock: socket.socket, door: Door, path: str, most: int, *, grows: bool) -> None:
        self.sock = sock
        self.arrived = self.moved = 0
        self._door = door
        self._path = path
        self._most = most
        self._grows = grows
        self._buffer = memoryview(bytearray(16_384))
        self._came = bytearray()
        self._head: Head | None = None
        self._begin(min(FIRST, most) if grows else most)

    @property
    def events(self) -> int:
        """Answers may come early: to say that the body is too large."""
        return READ | WRITE if self._request or self._left else READ

    def ready(self, events: int) -> None:
        """Writes what fits, and looks for the answer."""
        try:
            if events & READ:
                self._listen()
            if events & WRITE:
                self._speak()
        except OSError as error:
            failure = failure_of(Operation.SEND, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error

    def _begin(self, size: int) -> None:
        target, extra = self._door.asking(self._path)
        self._request = request_head("POST", target, self._door.target.authority, length=size, extra=extra)
        self._size = self._left = size
        self._began = time.monotonic()

    def _speak(self) -> None:
        if self._request:
            self._request = self._request[send(self.sock, self._request) :]
        for _ in range(_TURNS):
            if self._request or not self._left:
                return
            at = (self._size - self._left) % len(_NOISE)
            sent = send(self.sock, _NOISE[at : at + self._left])
            if not sent:
                return
            self._left -= sent
            self.moved += sent

    def _listen(self) -> None:
        while n := receive(self.sock, self._buffer):
            self._came += self._buffer[:n]
        if self._head is None:
            self._head = take_head(self._came)
        if self._head is not None and self._head.status != 200:
            raise refused(self._head.status)
        if n == 0:
            raise OperationFailed(Operation.SEND, FailureKind.CLOSED)
        if self._head is None or self._left or take_body(self._head, self._came) is None:
            return
        if not self._head.keep:
            raise OperationFailed(Operation.SEND, FailureKind.CLOSED)
        self._head = None
        self.arrived += self._size
        took = time.monotonic() - self._began
        grown = int(self._size * BODY_S / max(took, BODY_S / 8))
        self._begin(min(self._most, max(FIRST, grown)) if self._grows else self._most)
