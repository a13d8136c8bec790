"""One HTTP exchange with the gateway, bounded in time and bytes however slowly or long it answers."""

import http.client
import io
import socket
import time

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed

MAX_RESPONSE_BYTES = 131_072
"""Bytes of an answer with its headers: a FRITZ!Box's tr64desc.xml, the longest known, has about 20,000."""
_CHUNK_BYTES = 16_384
OK = 200


def fetch(host: str, port: int, path: str, deadline: float) -> bytes:
    """GET. `deadline` on the clock of time.monotonic.

    Raises OperationFailed; a status other than 200 is `bad-answer`.
    """
    return exchange(host, port, _request_head("GET", host, port, path), deadline)


def post(host: str, port: int, path: str, headers: dict[str, str], body: bytes, deadline: float) -> bytes:
    """POST, as fetch."""
    all_headers = {**headers, "Content-Length": str(len(body))}
    return exchange(host, port, _request_head("POST", host, port, path, all_headers) + body, deadline)


def _request_head(method: str, host: str, port: int, path: str, headers: dict[str, str] | None = None) -> bytes:
    default_headers = {"Host": f"{host}:{port}", "User-Agent": f"Homeoffice-Check/{__version__}", "Connection": "close"}
    lines = [
        f"{method} {path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in {**default_headers, **(headers or {})}.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")


def exchange(host: str, port: int, request: bytes, deadline: float) -> bytes:
    """The body of the answer to this request. No redirect is followed, no proxy asked. Raises OperationFailed."""
    try:
        with socket.create_connection((host, port), timeout=_remaining_s(deadline)) as sock:
            sock.sendall(request)
            raw = _read_response(sock, deadline)
    except (OSError, OverflowError) as error:
        raise OperationFailed.from_error(Operation.REQUEST, error) from error
    return parse_body(raw)


def _read_response(sock: socket.socket, deadline: float) -> bytes:
    raw = bytearray()
    while len(raw) <= MAX_RESPONSE_BYTES:
        sock.settimeout(_remaining_s(deadline))
        piece = sock.recv(_CHUNK_BYTES)
        if not piece:
            return bytes(raw)
        raw += piece
        if _is_complete(raw):
            return bytes(raw)
    raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long")


def _is_complete(raw: bytearray) -> bool:
    """Whether as much has come as Content-Length says: some routers keep the connection open all the same."""
    head, gap, body = bytes(raw).partition(b"\r\n\r\n")
    if not gap:
        return False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value[:20])
    return False


def parse_body(raw: bytes) -> bytes:
    """The body of an HTTP answer. Raises OperationFailed for what is none, and for every status but 200."""
    try:
        response = http.client.HTTPResponse(_BytesSocket(raw))  # type: ignore[arg-type]
        response.begin()
        body = response.read()
    except (http.client.HTTPException, ValueError, OSError) as error:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, type(error).__name__) from error
    if response.status != OK:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {response.status}")
    return body


class _BytesSocket:
    """Looks like a socket to http.client, which takes chunks apart."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self._raw)


def _remaining_s(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
