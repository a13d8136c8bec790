"""As much of HTTP/1.1 (RFC 9112) as measuring adds to net/http1: its requests, short bodies, what a status means.

Bodies are cut off here and not by net/http1/parser.py: h11 takes some 140 µs for a short response, this 10,
and in the measured seconds every thread of the program waits for the other.
"""

from collections.abc import Mapping

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.head import ResponseHead, request_head

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

_UNALTERED = {"Accept-Encoding": "identity", "Cache-Control": "no-cache, no-transform"}
"""Whatever stands between is to pack nothing and to keep nothing (RFC 9110, 12.5.3; RFC 9111, 5.2.1)."""


def encode_request(
    method: str, target: str, authority: str, *, headers: Mapping[str, str] | None = None, length: int | None = None
) -> bytes:
    """The head of a request. `headers`: on top of the usual; `length`: bytes of the body that follows."""
    body = {} if length is None else {"Content-Type": "application/octet-stream", "Content-Length": str(length)}
    usual = {"Host": authority, "User-Agent": f"Homeoffice-Check/{__version__}", **_UNALTERED}
    return request_head(method, target, {**usual, **(headers or {}), **body})


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
