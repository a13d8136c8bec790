"""A stream to `empty`, body after body. What a body's end has reached is known when its answer is there.

Some servers answer before they have read the body (Express does). Then a request for `empty` follows it on the same
connection: the server comes to it once it has read the body.
"""

import os
import select
import socket

from checker.checks.context import ProbeContext
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.http11 import encode_request, status_error, take_body
from checker.checks.line.transport.load_stream import READ, WRITE
from checker.checks.line.transport.nonblocking import receive_all, send
from checker.checks.line.transport.recognition import verify_upload_answer, verify_upload_head
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.head import ResponseHead, take_head

FIRST_BODY_BYTES = 65_536
"""Bytes of the first body where only answers can be counted."""
BODY_S = 0.4
"""What a body should take: many answers in the measured time, and still few pauses between bodies."""
ANSWER_S = 2.0
"""For an upload of one byte."""
_NOISE = memoryview(os.urandom(262_144))
_WRITES_PER_TURN = 8


def answers_early(context: ProbeContext, sock: socket.socket, connector: Connector, path: str, wait_s: float) -> bool:
    """Whether the server answers an upload of one byte while the byte is held back for `wait_s` seconds.

    Raises OperationFailed where it is no answer of a measuring server, Cancelled.
    """
    target, headers = connector.request_target(path)
    head = encode_request("POST", target, connector.server.authority, headers=headers, length=1)
    received, buffer = bytearray(), memoryview(bytearray(16_384))
    is_early, ends = False, monotonic_s() + wait_s + ANSWER_S
    try:
        send(sock, head)
        select.select([sock], [], [], wait_s)
        is_early = bool(select.select([sock], [], [], 0)[0])
        send(sock, b"0")
    except OSError as error:
        raise OperationFailed.from_error(Operation.SEND, error) from error
    answer: ResponseHead | None = None
    while monotonic_s() < ends:
        context.raise_if_cancelled()
        select.select([sock], [], [], 0.05)
        is_closed = receive_all(sock, buffer, received, Operation.SEND)
        answer = answer or take_head(received)
        if answer is not None:
            if answer.status != 200:
                raise status_error(answer.status)
            verify_upload_head(answer)
            if (body := take_body(answer, received)) is not None:
                verify_upload_answer(answer, body, 1)
                return is_early
        if is_closed:
            raise OperationFailed(Operation.SEND, FailureKind.CLOSED)
    raise OperationFailed(Operation.SEND, FailureKind.TIMEOUT)


class UploadStream:
    """`max_body_bytes`: bytes of a body. `grows`: begin small and let bodies grow with the line. `is_early`: the server
    answers before it has read a body.
    """

    def __init__(
        self,
        sock: socket.socket,
        connector: Connector,
        path: str,
        max_body_bytes: int,
        *,
        grows: bool,
        is_early: bool = False,
    ) -> None:
        self.sock = sock
        self.delivered_bytes = self.transferred_bytes = 0
        self._connector = connector
        self._path = path
        self._max_body_bytes = max_body_bytes
        self._grows = grows
        self._buffer = memoryview(bytearray(16_384))
        self._received = bytearray()
        self._head: ResponseHead | None = None
        self._is_early = is_early
        self._is_answered = self._is_confirming = False
        self._start_body(min(FIRST_BODY_BYTES, max_body_bytes) if grows else max_body_bytes)

    @property
    def events(self) -> int:
        """Answers may come early: to say that the body is too large."""
        return READ | WRITE if self._request or self._remaining else READ

    def handle_ready(self, events: int) -> None:
        """Writes what fits, and looks for the answer. Raises OperationFailed where the stream is over."""
        try:
            if events & READ:
                self._read_response()
            if events & WRITE:
                self._write()
        except OSError as error:
            raise OperationFailed.from_error(Operation.SEND, error) from error

    def _start_body(self, size: int) -> None:
        target, headers = self._connector.request_target(self._path)
        authority = self._connector.server.authority
        self._request = encode_request("POST", target, authority, headers=headers, length=size)
        self._size = self._remaining = size
        self._is_answered = self._is_confirming = False
        self._body_started_at = monotonic_s()

    def _write(self) -> None:
        if self._request:
            self._request = self._request[send(self.sock, self._request) :]
        for _ in range(_WRITES_PER_TURN):
            if self._request or not self._remaining:
                break
            at = (self._size - self._remaining) % len(_NOISE)
            sent = send(self.sock, _NOISE[at : at + self._remaining])
            if not sent:
                break
            self._remaining -= sent
            self.transferred_bytes += sent
        self._confirm()

    def _confirm(self) -> None:
        """Asks for `empty` once the body has left and its answer is there."""
        if self._is_answered and not self._is_confirming and not self._remaining and not self._request:
            self._is_confirming = True
            self._request = self._connector.encode_get(self._path.partition("?")[0])

    def _read_response(self) -> None:
        closed = receive_all(self.sock, self._buffer, self._received, Operation.SEND)
        if self._head is None:
            self._head = take_head(self._received)
        if self._head is not None:
            if self._head.status != 200:
                raise status_error(self._head.status)
            verify_upload_head(self._head)
        if closed:
            raise OperationFailed(Operation.SEND, FailureKind.CLOSED)
        if self._head is None or (body := take_body(self._head, self._received)) is None:
            return
        if not self._is_confirming:
            verify_upload_answer(self._head, body, self._size)
        if not self._head.keep_alive:
            raise OperationFailed(Operation.SEND, FailureKind.CLOSED)
        self._head = None
        if not self._is_confirming and (self._remaining or self._is_early):
            self._is_answered = True
            self._confirm()
            return
        self.delivered_bytes += self._size
        elapsed_s = monotonic_s() - self._body_started_at
        next_size = int(self._size * BODY_S / max(elapsed_s, BODY_S / 8))
        self._start_body(
            min(self._max_body_bytes, max(FIRST_BODY_BYTES, next_size)) if self._grows else self._max_body_bytes
        )
