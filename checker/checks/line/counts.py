"""The server's running count of an upload, as it tells it by itself: a line each few hundredths of a second."""

import socket

from checker.checks.line.channel import receive, send
from checker.checks.line.door import Door
from checker.checks.line.http11 import numbers_in, refused, request_head, take_head
from checker.checks.line.rate import Sample
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

EVERY_MS = ((25.0, 100), (float("inf"), 20))
"""Up to so many Mbit/s of download, milliseconds between two lines: each is acknowledged through the full uplink."""


class Counts:
    """One connection that is only read. `samples`: the server's seconds since the upload began, and its bytes."""

    def __init__(self, sock: socket.socket, door: Door, path: str, down_mbit: float = 0.0) -> None:
        self.sock = sock
        self.samples: list[Sample] = []
        self._came = bytearray()
        self._buffer = memoryview(bytearray(16_384))
        self._begun = False
        every_ms = next(pause for most, pause in EVERY_MS if down_mbit <= most)
        target, extra = door.asking(f"{path}?every={every_ms}")
        request = request_head("GET", target, door.target.authority, extra=extra)
        try:
            send(sock, request)
        except OSError as error:
            failure = failure_of(Operation.SEND, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error

    def listen(self) -> None:
        """Takes in the lines that are there. Raises OperationFailed where there will be no more."""
        try:
            while n := receive(self.sock, self._buffer):
                self._came += self._buffer[:n]
        except OSError as error:
            failure = failure_of(Operation.RECEIVE, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
        if not self._begun:
            head = take_head(self._came)
            self._begun = head is not None
            if head is not None and head.status != 200:
                raise refused(head.status)
        if self._begun:
            self._lines()
        if n == 0:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)

    def _lines(self) -> None:
        *whole, rest = bytes(self._came).split(b"\n")
        self._came = bytearray(rest)
        for line in whole:
            told = numbers_in(line)
            if not {"bytes", "seconds"} <= told.keys():
                continue
            at, moved = told["seconds"], told["bytes"]
            if moved > 0 and (not self.samples or (at > self.samples[-1][0] and moved > self.samples[-1][1])):
                self.samples.append((at, moved))
