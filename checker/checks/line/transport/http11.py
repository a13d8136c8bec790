"""As much of HTTP/1.1 (RFC 9112) as measuring needs: heads to send, and heads and short bodies to recognise."""

import re

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

HEAD_LIMIT = 32_768
_STATUS = re.compile(rb"HTTP/1\.([01]) ([0-9]{3})(?: [^\r\n]*)?")
_FAILURE_KINDS = {
    401: FailureKind.DENIED,
    403: FailureKind.DENIED,
    404: FailureKind.NOT_FOUND,
    405: FailureKind.UNSUPPORTED,
    407: FailureKind.DENIED,
    413: FailureKind.EXHAUSTED,
    429: FailureKind.BUSY,
    503: FailureKind.BUSY,
}


class ResponseHead(Record, frozen=True, kw_only=True):
    """The head of an answer. `length` is None where the body comes in chunks or ends with the connection."""

    status: int
    length: int | None
    chunked: bool
    keep_alive: bool


def request_head(method: str, target: str, authority: str, *, length: int | None = None, extra: str = "") -> bytes:
    """The head of a request; `extra` are whole header lines."""
    body = "" if length is None else f"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n"
    agent = f"Homeoffice-Check/{__version__}"
    return f"{method} {target} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {agent}\r\n{extra}{body}\r\n".encode()


def take_head(received: bytearray) -> ResponseHead | None:
    """The head, removed from what came; None while it is not whole. An interim answer is passed over.

    Raises OperationFailed.
    """
    while (end := received.find(b"\r\n\r\n", 0, HEAD_LIMIT)) >= 0:
        first, *lines = bytes(received[:end]).split(b"\r\n")
        del received[: end + 4]
        status_line = _STATUS.fullmatch(first)
        if status_line is None:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "no HTTP")
        if status_line[2].startswith(b"1"):
            continue
        return _head(int(status_line[2]), status_line[1] == b"1", lines)
    if len(received) >= HEAD_LIMIT:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "head too long")
    return None


def _head(status: int, persistent: bool, lines: list[bytes]) -> ResponseHead:
    fields = {
        name.strip().lower(): value.strip().lower() for name, _, value in (line.partition(b":") for line in lines)
    }
    chunked = fields.get(b"transfer-encoding", b"").endswith(b"chunked")
    length = fields.get(b"content-length", b"")
    close = b"close" in fields.get(b"connection", b"") or not persistent
    if status in (204, 304):
        return ResponseHead(status=status, length=0, chunked=False, keep_alive=not close)
    if chunked or not length.isdigit():
        return ResponseHead(status=status, length=None, chunked=chunked, keep_alive=chunked and not close)
    return ResponseHead(status=status, length=int(length), chunked=False, keep_alive=not close)


def take_body(head: ResponseHead, received: bytearray) -> bytes | None:
    """A short body, removed from what came; None while it is not whole. Only for answers of a few bytes."""
    if head.length is not None:
        if len(received) < head.length:
            return None
        body = bytes(received[: head.length])
        del received[: head.length]
        return body
    if head.chunked and received.endswith(b"0\r\n\r\n"):
        body = bytes(received)
        received.clear()
        return body
    return None


def status_error(status: int) -> OperationFailed:
    """What an answer other than 200 means."""
    return OperationFailed(Operation.REQUEST, _FAILURE_KINDS.get(status, FailureKind.BAD_ANSWER), str(status))
