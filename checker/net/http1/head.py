"""The head of a response of HTTP/1.1 (RFC 9112, 2 to 6), for sockets that are read by hand, and heads to send.

As browsers read it: a line feed may stand alone, and a line that is no header does no harm. Gateways and routers write
such, and what they mean is still to be known.
"""

import re
from collections.abc import Mapping

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

MAX_HEAD_BYTES = 32_768
_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: [^\r\n]*)?\r?")
_LENGTH = re.compile(r"[0-9]{1,12}")
SWITCHING_PROTOCOLS = 101
_WITHOUT_BODY = {SWITCHING_PROTOCOLS, 204, 304}
"""RFC 9112, 6.3."""


class ResponseHead(Record, frozen=True, kw_only=True):
    """`headers`: names in small letters, values without the space around them, in the order in which they came.

    `length`: bytes of the body; None where it comes in chunks, or ends with the connection. `keep_alive`: another
    response may follow on the same connection.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    length: int | None
    chunked: bool
    keep_alive: bool

    def values_of(self, name: str) -> list[str]:
        """The values of every header of this name."""
        return [value for header_name, value in self.headers if header_name == name]

    def first_value_of(self, name: str) -> str:
        """The first of them, or empty."""
        return next(iter(self.values_of(name)), "")


def take_head(received: bytearray, max_bytes: int = MAX_HEAD_BYTES) -> ResponseHead | None:
    """The head, removed from what came; None while it is not whole. Interim responses are passed over.

    101 is final (RFC 9110, 15.2.2). Raises OperationFailed for what is no HTTP, and for a head that is too long.
    """
    while (end := _END.search(received, 0, max_bytes)) is not None:
        status_line, *lines = bytes(received[: end.start()]).split(b"\n")
        del received[: end.end()]
        match = _STATUS_LINE.fullmatch(status_line)
        if match is None:
            raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "no HTTP")
        status = int(match[2])
        if status >= 200 or status == SWITCHING_PROTOCOLS:
            return _head(status, match[1] == b"1", tuple(_header(line) for line in lines))
    if len(received) >= max_bytes:
        raise OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "head too long")
    return None


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("latin-1").partition(":")
    return name.strip().lower(), value.strip()


def _head(status: int, is_persistent: bool, headers: tuple[tuple[str, str], ...]) -> ResponseHead:
    """Where a header stands twice, the last counts for the body."""
    fields = dict(headers)
    can_stay = is_persistent and "close" not in fields.get("connection", "").lower()
    length = fields.get("content-length", "")
    chunked, body_bytes = False, None
    if status in _WITHOUT_BODY:
        body_bytes = 0
    elif fields.get("transfer-encoding", "").lower().endswith("chunked"):
        chunked = True
    elif _LENGTH.fullmatch(length):
        body_bytes = int(length)
    return ResponseHead(
        status=status,
        headers=headers,
        length=body_bytes,
        chunked=chunked,
        keep_alive=can_stay and (chunked or body_bytes is not None),
    )


def request_head(method: str, target: str, headers: Mapping[str, str]) -> bytes:
    """The head of a request; `Host` is among the headers."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")
