"""Small requests on a connection that stays open: their round trip is the latency of the line and the server."""

import contextlib
import select
import socket
import time

from checker.checks.context import ProbeContext
from checker.checks.line.channel import receive, send
from checker.checks.line.door import Door
from checker.checks.line.http11 import Head, refused, request_head, take_body, take_head
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.model.record import Record

_LOOK_S = 0.05


class Echo(Record, frozen=True, kw_only=True):
    """An answer: when it was asked for, seconds of the monotonic clock, its round trip, and its body."""

    sent: float
    seconds: float
    body: bytes


class Ping:
    """One connection, one request at a time. After OperationFailed it is of no more use."""

    def __init__(self, sock: socket.socket, door: Door) -> None:
        self.sock = sock
        self._door = door
        self._came = bytearray()
        self._buffer = memoryview(bytearray(16_384))
        self._head: Head | None = None
        self.waits_since: float | None = None

    def ask(self, path: str) -> None:
        """Sends a request. Raises OperationFailed."""
        target, extra = self._door.asking(path)
        request = request_head("GET", target, self._door.target.authority, extra=extra)
        try:
            if send(self.sock, request) != len(request):
                raise OperationFailed(Operation.SEND, FailureKind.TIMEOUT)
        except OSError as error:
            failure = failure_of(Operation.SEND, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
        self.waits_since = time.monotonic()

    def look(self) -> Echo | None:
        """The answer, once it is there. Raises OperationFailed for a closed connection or an answer other than 200."""
        closed = self._read()
        now = time.monotonic()
        if self._head is None:
            self._head = take_head(self._came)
        if self._head is not None and self.waits_since is not None:
            if self._head.status != 200:
                raise refused(self._head.status)
            body = take_body(self._head, self._came)
            if body is None and closed and self._head.length is None:
                body = bytes(self._came)
            if body is not None:
                echo = Echo(sent=self.waits_since, seconds=now - self.waits_since, body=body)
                self.waits_since = self._head = None
                return echo
        if closed:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)
        return None

    def wait(self, context: ProbeContext, path: str, seconds: float) -> Echo:
        """Asks, once an earlier request is answered, and waits for the answer. Raises OperationFailed, Cancelled."""
        ends = time.monotonic() + seconds
        if self.waits_since is not None:
            self._answer(context, ends)
        self.ask(path)
        return self._answer(context, ends)

    def _answer(self, context: ProbeContext, ends: float) -> Echo:
        while (left := ends - time.monotonic()) > 0:
            context.raise_if_cancelled()
            select.select([self.sock], [], [], min(left, _LOOK_S))
            if (echo := self.look()) is not None:
                return echo
        raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT)

    def close(self) -> None:
        """Gives the connection up."""
        with contextlib.suppress(OSError):
            self.sock.close()

    def _read(self) -> bool:
        """Whether the other side has closed."""
        try:
            while n := receive(self.sock, self._buffer):
                self._came += self._buffer[:n]
        except OSError as error:
            failure = failure_of(Operation.RECEIVE, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
        return n == 0
