"""One HTTP exchange with the gateway, bounded in time and bytes however slowly or long it answers."""

import http.client
import io
import socket
import time

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

LONGEST = 131_072
"""Bytes of an answer with its headers: a FRITZ!Box's tr64desc.xml, the longest known, has about 20,000."""
_PIECE = 16_384
OK = 200


def fetch(host: str, port: int, path: str, ends: float) -> bytes:
    """GET. `ends` on the clock of time.monotonic. Raises OperationFailed; a status other than 200 is `bad-answer`."""
    return exchange(host, port, _head("GET", host, port, path), ends)


def post(host: str, port: int, path: str, headers: dict[str, str], body: bytes, ends: float) -> bytes:
    """POST, as fetch."""
    told = {**headers, "Content-Length": str(len(body))}
    return exchange(host, port, _head("POST", host, port, path, told) + body, ends)


def _head(method: str, host: str, port: int, path: str, headers: dict[str, str] | None = None) -> bytes:
    told = {"Host": f"{host}:{port}", "User-Agent": f"Homeoffice-Check/{__version__}", "Connection": "close"}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**told, **(headers or {})}.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")


def exchange(host: str, port: int, request: bytes, ends: float) -> bytes:
    """The body of the answer to this request. No redirect is followed, no proxy asked. Raises OperationFailed."""
    try:
        with socket.create_connection((host, port), timeout=_left(ends)) as sock:
            sock.sendall(request)
            raw = _read(sock, ends)
    except (OSError, OverflowError) as error:
        failure = failure_of(Operation.REQUEST, error)
        raise OperationFailed(Operation.REQUEST, failure.kind, failure.detail) from error
    return body_of(raw)


def _read(sock: socket.socket, ends: float) -> bytes:
    raw = bytearray()
    while len(raw) <= LONGEST:
        sock.settimeout(_left(ends))
        piece = sock.recv(_PIECE)
        if not piece:
            return bytes(raw)
        raw += piece
        if _is_whole(raw):
            return bytes(raw)
    raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long")


def _is_whole(raw: bytearray) -> bool:
    """Whether as much has come as Content-Length says: some routers keep the connection open all the same."""
    head, gap, body = bytes(raw).partition(b"\r\n\r\n")
    if not gap:
        return False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value[:20])
    return False


def body_of(raw: bytes) -> bytes:
    """The body of an HTTP answer. Raises OperationFailed for what is none, and for every status but 200."""
    try:
        answer = http.client.HTTPResponse(_Recorded(raw))  # type: ignore[arg-type]
        answer.begin()
        body = answer.read()
    except (http.client.HTTPException, ValueError, OSError) as error:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, type(error).__name__) from error
    if answer.status != OK:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {answer.status}")
    return body


class _Recorded:
    """Looks like a socket to http.client, which takes chunks apart."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self._raw)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
