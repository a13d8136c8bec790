"""As much of HTTP/1.1 (RFC 9112) as measuring needs: heads to send, and heads and short bodies to recognise."""

import json
import re
from typing import Any

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

HEAD_LIMIT = 32_768
_STATUS = re.compile(rb"HTTP/1\.([01]) ([0-9]{3})(?: [^\r\n]*)?")
_KINDS = {
    401: FailureKind.DENIED,
    403: FailureKind.DENIED,
    404: FailureKind.NOT_FOUND,
    405: FailureKind.UNSUPPORTED,
    407: FailureKind.DENIED,
    413: FailureKind.EXHAUSTED,
    429: FailureKind.BUSY,
    503: FailureKind.BUSY,
}


class Head(Record, frozen=True, kw_only=True):
    """The head of an answer. `length` is None where the body comes in chunks or ends with the connection."""

    status: int
    length: int | None
    chunked: bool
    keep: bool


def request_head(method: str, target: str, authority: str, *, length: int | None = None, extra: str = "") -> bytes:
    """The head of a request; `extra` are whole header lines."""
    body = "" if length is None else f"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n"
    agent = f"Homeoffice-Check/{__version__}"
    return f"{method} {target} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {agent}\r\n{extra}{body}\r\n".encode()


def take_head(came: bytearray) -> Head | None:
    """The head, removed from what came; None while it is not whole. An interim answer is passed over.

    Raises OperationFailed.
    """
    while (end := came.find(b"\r\n\r\n", 0, HEAD_LIMIT)) >= 0:
        first, *lines = bytes(came[:end]).split(b"\r\n")
        del came[: end + 4]
        found = _STATUS.fullmatch(first)
        if found is None:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "no HTTP")
        if found[2].startswith(b"1"):
            continue
        return _head(int(found[2]), found[1] == b"1", lines)
    if len(came) >= HEAD_LIMIT:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "head too long")
    return None


def _head(status: int, persistent: bool, lines: list[bytes]) -> Head:
    fields = {
        name.strip().lower(): value.strip().lower() for name, _, value in (line.partition(b":") for line in lines)
    }
    chunked = fields.get(b"transfer-encoding", b"").endswith(b"chunked")
    length = fields.get(b"content-length", b"")
    close = b"close" in fields.get(b"connection", b"") or not persistent
    if status in (204, 304):
        return Head(status=status, length=0, chunked=False, keep=not close)
    if chunked or not length.isdigit():
        return Head(status=status, length=None, chunked=chunked, keep=chunked and not close)
    return Head(status=status, length=int(length), chunked=False, keep=not close)


def take_body(head: Head, came: bytearray) -> bytes | None:
    """A short body, removed from what came; None while it is not whole. Only for answers of a few bytes."""
    if head.length is not None:
        if len(came) < head.length:
            return None
        body = bytes(came[: head.length])
        del came[: head.length]
        return body
    if head.chunked and came.endswith(b"0\r\n\r\n"):
        body = bytes(came)
        came.clear()
        return body
    return None


def refused(status: int) -> OperationFailed:
    """What an answer other than 200 means."""
    return OperationFailed(Operation.REQUEST, _KINDS.get(status, FailureKind.BAD_ANSWER), str(status))


def numbers_in(body: bytes) -> dict[str, float]:
    """The numbers of a JSON object; nothing where it is none."""
    try:
        told: Any = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        str(name): float(value)
        for name, value in told.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
