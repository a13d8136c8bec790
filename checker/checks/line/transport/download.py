"""A stream of `garbage`, asked for again when it ends."""

import secrets
import socket
import ssl

from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.http11 import status_error
from checker.checks.line.transport.load_stream import READ
from checker.checks.line.transport.nonblocking import receive
from checker.checks.line.transport.recognition import (
    MIN_GARBAGE_BYTES,
    START_BYTES,
    page_answered,
    verify_garbage_head,
    verify_garbage_start,
)
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.head import ResponseHead, take_head

REQUEST_MIB = 512
"""More than the measured time can hold on any line; the server stops when we leave."""
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_READ_BYTES = 262_144
_READS_PER_TURN, _RECORDS_PER_TURN = 4, 32
"""Pieces at once, or TLS records of 16 kB: then the packets of the train have their turn."""


class DownloadStream:
    """Counts what arrives. Of the bytes themselves only the first are looked at: whether they are random."""

    events = READ

    def __init__(self, sock: socket.socket, connector: Connector, query: str = "") -> None:
        self.sock = sock
        self.delivered_bytes = self.transferred_bytes = 0
        self._connector = connector
        self._query = query
        self._buffer = memoryview(bytearray(_READ_BYTES))
        self._received = bytearray()
        self._head: ResponseHead | None = None
        self._remaining: int | None = None
        self._start = bytearray()
        self._body_bytes = 0
        self._request_name = ""
        self._send_request()

    def handle_ready(self, _events: int) -> None:
        """Reads all that is there, within reason: TLS hides what it has already taken from the socket.

        Raises OperationFailed where the stream is over.
        """
        is_tls = isinstance(self.sock, ssl.SSLSocket)
        for _ in range(_RECORDS_PER_TURN if is_tls else _READS_PER_TURN):
            try:
                n = receive(self.sock, self._buffer)
            except OSError as error:
                raise OperationFailed.from_error(Operation.RECEIVE, error) from error
            if n is None:
                return
            if n == 0:
                raise self._closed_error()
            self._consume(self._buffer[:n])
            if not is_tls and n < _READ_BYTES:
                return

    def _closed_error(self) -> OperationFailed:
        """A body without a length ends with the connection: one that is short was a page."""
        is_whole = self._head is not None and self._remaining is None and not self._head.chunked
        if is_whole and self._body_bytes < MIN_GARBAGE_BYTES:
            return page_answered()
        return OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)

    def _send_request(self) -> None:
        self._request_name = secrets.token_hex(8)
        query = f"?ckSize={REQUEST_MIB}&request={self._request_name}{self._query}"
        path = self._connector.server.endpoint("garbage") + query
        self._connector.send_get(self.sock, path)

    def _consume(self, piece: memoryview) -> None:
        if self._head is not None:
            self._count_body(piece)
            return
        self._received += piece
        self._head = take_head(self._received)
        if self._head is None:
            return
        if self._head.status != 200:
            raise status_error(self._head.status)
        verify_garbage_head(self._head, self._request_name)
        self._remaining, self._body_bytes = self._head.length, 0
        self._start.clear()
        first = bytes(self._received)
        self._received.clear()
        if first or self._remaining == 0:
            self._count_body(memoryview(first))

    def _count_body(self, piece: memoryview) -> None:
        if len(self._start) < START_BYTES:
            self._start += piece[: START_BYTES - len(self._start)]
            verify_garbage_start(self._start)
        self.delivered_bytes += len(piece)
        self.transferred_bytes += len(piece)
        self._body_bytes += len(piece)
        if self._remaining is not None:
            self._remaining -= len(piece)
            is_complete = self._remaining <= 0
        elif self._head is not None and self._head.chunked:
            self._received += piece[-len(_LAST_CHUNK) :]
            del self._received[: -len(_LAST_CHUNK)]
            is_complete = self._received == _LAST_CHUNK
        else:
            is_complete = False
        if not is_complete:
            return
        if self._body_bytes < MIN_GARBAGE_BYTES:
            raise page_answered()
        if self._head is not None and not self._head.keep_alive:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)
        self._head, self._remaining = None, None
        self._received.clear()
        self._send_request()
