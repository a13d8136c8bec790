"""One HTTP exchange with the gateway, bounded in time and bytes however slowly or long it answers."""

import socket

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.head import request_head
from checker.net.http1.parser import ResponseParser

MAX_RESPONSE_BYTES = 131_072
"""Bytes of an answer with its headers: a FRITZ!Box's tr64desc.xml, the longest known, has about 20,000."""
_CHUNK_BYTES = 16_384
OK = 200


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
    parser, received_bytes = ResponseParser(MAX_RESPONSE_BYTES), 0
    while not (parser.is_complete or parser.is_broken):
        sock.settimeout(_remaining_s(deadline))
        piece = sock.recv(_CHUNK_BYTES)
        received_bytes += len(piece)
        if received_bytes > MAX_RESPONSE_BYTES:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long")
        if not piece:
            parser.end()
            break
        parser.feed(piece)
    return _body(parser)


def parse_body(raw: bytes) -> bytes:
    """The body of a whole response. Raises OperationFailed for what is none, and for every status but 200."""
    parser = ResponseParser(MAX_RESPONSE_BYTES)
    parser.feed(raw)
    parser.end()
    return _body(parser)


def _body(parser: ResponseParser) -> bytes:
    if parser.head is None or not parser.is_complete:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "cut off")
    if parser.head.status != OK:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {parser.head.status}")
    return parser.body


def _remaining_s(deadline: float) -> float:
    seconds = deadline - monotonic_s()
    if seconds <= 0:
        raise TimeoutError
    return seconds
