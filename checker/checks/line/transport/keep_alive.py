"""Small requests on a connection that stays open: their round trip is the latency of the line and the server."""

import contextlib
import select
import socket

from checker.checks.context import ProbeContext
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.http11 import status_error, take_body
from checker.checks.line.transport.nonblocking import receive_all
from checker.checks.line.transport.recognition import verify_empty
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.http1.head import ResponseHead, take_head

_POLL_S = 0.05
_REDIRECTS = (301, 302, 303, 307, 308)


class TimedResponse(Record, frozen=True, kw_only=True):
    """An answer: when it was asked for, seconds of the monotonic clock, its round trip, and its body."""

    sent_at: float
    round_trip_s: float
    body: bytes


class KeepAliveConnection:
    """One connection, one request at a time. After OperationFailed it is of no more use.

    `redirect`: where the last answer pointed to, or empty.
    """

    def __init__(self, sock: socket.socket, connector: Connector) -> None:
        self.sock = sock
        self._connector = connector
        self._received = bytearray()
        self._buffer = memoryview(bytearray(16_384))
        self._head: ResponseHead | None = None
        self.pending_since: float | None = None
        self.redirect = ""

    def send_request(self, path: str) -> None:
        """Sends a request. Raises OperationFailed."""
        self._connector.send_get(self.sock, path)
        self.pending_since = monotonic_s()

    def poll_response(self) -> TimedResponse | None:
        """The answer, once it is there. Raises OperationFailed for a closed connection or an answer other than 200."""
        closed = receive_all(self.sock, self._buffer, self._received)
        now = monotonic_s()
        if self._head is None:
            self._head = take_head(self._received)
        if self._head is not None and self.pending_since is not None:
            if self._head.status != 200:
                self.redirect = self._head.first_value_of("location") if self._head.status in _REDIRECTS else ""
                raise status_error(self._head.status)
            body = take_body(self._head, self._received)
            if body is None and closed and self._head.length is None:
                body = bytes(self._received)
            if body is not None:
                response = TimedResponse(sent_at=self.pending_since, round_trip_s=now - self.pending_since, body=body)
                self.pending_since = self._head = None
                return response
        if closed:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)
        return None

    def request(self, context: ProbeContext, path: str, timeout_s: float) -> TimedResponse:
        """Asks, once an earlier request is answered, and waits for the answer. Raises OperationFailed, Cancelled."""
        ends = monotonic_s() + timeout_s
        if self.pending_since is not None:
            self._wait_for_response(context, ends)
        self.send_request(path)
        return self._wait_for_response(context, ends)

    def ping(self, context: ProbeContext, path: str, timeout_s: float) -> TimedResponse:
        """As `request`, of `empty`: a page in its place is no round trip. Raises OperationFailed, Cancelled."""
        response = self.request(context, path, timeout_s)
        verify_empty(response.body)
        return response

    def _wait_for_response(self, context: ProbeContext, ends: float) -> TimedResponse:
        while (remaining_s := ends - monotonic_s()) > 0:
            context.raise_if_cancelled()
            select.select([self.sock], [], [], min(remaining_s, _POLL_S))
            if (response := self.poll_response()) is not None:
                return response
        raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT)

    def close(self) -> None:
        """Gives the connection up."""
        with contextlib.suppress(OSError):
            self.sock.close()
