"""One HTTP exchange with the gateway, bounded in time and bytes however slowly or long it answers.

As lenient as miniupnpc (miniwget.c): a length that is too long or too short, chunks that end with the connection.
"""

import re
import socket

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.head import ResponseHead, request_head, take_head

MAX_RESPONSE_BYTES = 131_072
"""Bytes of an answer with its headers: a FRITZ!Box's tr64desc.xml, the longest known, has about 20,000."""
_CHUNK_BYTES = 16_384
OK = 200
_PADDING = b"\0 \t\r\n"
_BEYOND_LENGTH_S = 0.3
"""For the rest of a body whose length was too short."""
_CHUNK_HEAD = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")


def fetch(host: str, port: int, path: str, deadline: float) -> bytes:
    """GET. `deadline` on the clock of `monotonic_s`.

    Raises OperationFailed; a status other than 200 is `bad-answer`.
    """
    return exchange(host, port, _request_head("GET", host, port, path), deadline)


def post(host: str, port: int, path: str, headers: dict[str, str], body: bytes, deadline: float) -> bytes:
    """POST, as fetch."""
    all_headers = {**headers, "Content-Length": str(len(body))}
    return exchange(host, port, _request_head("POST", host, port, path, all_headers) + body, deadline)


def _request_head(method: str, host: str, port: int, path: str, headers: dict[str, str] | None = None) -> bytes:
    own = {"Host": f"{host}:{port}", "User-Agent": f"Homeoffice-Check/{__version__}", "Connection": "close"}
    return request_head(method, path, {**own, **(headers or {})})


def exchange(host: str, port: int, request: bytes, deadline: float) -> bytes:
    """The body of the answer to this request. No redirect is followed, no proxy asked. Raises OperationFailed."""
    try:
        with socket.create_connection((host, port), timeout=_remaining_s(deadline)) as sock:
            sock.sendall(request)
            return _read_body(sock, deadline)
    except (OSError, OverflowError) as error:
        raise OperationFailed.from_error(Operation.REQUEST, error) from error


def _read_body(sock: socket.socket, deadline: float) -> bytes:
    """Until it is whole: some routers keep the connection open all the same."""
    response, received_bytes = _Response(), 0
    while not response.is_complete:
        try:
            remaining_s = _remaining_s(deadline)
            sock.settimeout(min(remaining_s, _BEYOND_LENGTH_S) if response.has_length else remaining_s)
            piece = sock.recv(_CHUNK_BYTES)
        except TimeoutError:
            if response.has_length:
                break  # what its length promised is there
            raise
        received_bytes += len(piece)
        if received_bytes > MAX_RESPONSE_BYTES:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long")
        if not piece:
            break
        response.feed(piece)
    return response.body()


def parse_body(raw: bytes) -> bytes:
    """The body of a whole response. Raises OperationFailed for what is none, and for every status but 200."""
    response = _Response()
    response.feed(raw)
    return response.body()


class _Response:
    """What came so far."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._head: ResponseHead | None = None

    def feed(self, data: bytes) -> None:
        """Raises OperationFailed for a head that is none, or too long."""
        self._received += data
        if self._head is None:
            while self._received[:1] and self._received[0] in _PADDING:
                del self._received[0]
            self._head = take_head(self._received, MAX_RESPONSE_BYTES)

    @property
    def has_length(self) -> bool:
        """As many bytes came as its head says, or a last chunk."""
        if self._head is None:
            return False
        if self._head.chunked:
            return _join_chunks(self._received)[1]
        return self._head.length is not None and len(self._received) >= self._head.length

    @property
    def is_complete(self) -> bool:
        """Nothing more is to come: a length that cuts an element through is too short, and not believed."""
        if self._head is not None and (self._head.chunked or self._head.status != OK):
            return self.has_length
        return self.has_length and (not self._received or self._received.rstrip(_PADDING).endswith(b">"))

    def body(self) -> bytes:
        """Raises OperationFailed."""
        if self._head is None:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "cut off")
        if self._head.status != OK:
            raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {self._head.status}")
        return _join_chunks(self._received)[0] if self._head.chunked else bytes(self._received)


def _join_chunks(received: bytes | bytearray) -> tuple[bytes, bool]:
    """The body without the marks of its chunks, and whether the last one came. A body that has none stays as it is."""
    body, at = bytearray(), 0
    while head := _CHUNK_HEAD.match(received, at):
        size = int(head[1], 16)
        if size == 0:
            return bytes(body), True
        body += received[head.end() : head.end() + size]
        at = head.end() + size
    return (bytes(received), False) if at == 0 else (bytes(body), False)


def _remaining_s(deadline: float) -> float:
    seconds = deadline - monotonic_s()
    if seconds <= 0:
        raise TimeoutError
    return seconds
