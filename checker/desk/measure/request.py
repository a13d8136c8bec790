"""The head of a request (RFC 9112), read strictly: what two readers could take differently is refused."""

import re
from urllib.parse import parse_qsl, urlsplit

from checker.model.record import Record

HEAD_LIMIT = 16_384
"""Bytes; nginx refuses beyond 8 KiB a line and 32 KiB in all, and nobody who measures needs more than this."""
_LINE = re.compile(r"([A-Z]{1,16}) (/[!-~]{0,2047}) HTTP/1\.([01])")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_DIGITS = re.compile(r"[0-9]{1,18}")


class Refused(Exception):  # noqa: N818 - an answer to the client, not a defect
    """The request is answered with this status and the connection is closed."""

    def __init__(self, status: int, *, retry_after_s: int = 0) -> None:
        super().__init__(str(status))
        self.status = status
        self.retry_after_s = retry_after_s


class Request(Record, frozen=True, kw_only=True):
    """A request without its body. `length` is the body's, or None where it comes in chunks; names are lower-case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    length: int | None
    keep: bool

    @property
    def has_body(self) -> bool:
        """Whether bytes of a body follow the head."""
        return self.length is None or self.length > 0


def parse(head: bytes) -> Request:
    """The request of a head without its empty line. Raises Refused: 400, 411, 431, 501 or 505."""
    first, *rest = head.decode("latin-1").split("\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise Refused(505 if re.search(r" HTTP/(?!1\.[01]$)", first) else 400)
    method, target, minor = line.groups()
    headers = _fields(rest)
    split = urlsplit(target)
    keep = headers.get("connection", "").lower() != "close" if minor == "1" else False
    return Request(
        method=method,
        path=split.path,
        query=dict(parse_qsl(split.query)),
        headers=headers,
        length=_length(method, headers),
        keep=keep,
    )


def _fields(lines: list[str]) -> dict[str, str]:
    if len(lines) > 100:
        raise Refused(431)
    headers: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise Refused(400)
        name = field[1].lower()
        if name in headers and name in ("content-length", "transfer-encoding", "host"):
            raise Refused(400)
        headers[name] = field[2].rstrip(" \t")
    return headers


def _length(method: str, headers: dict[str, str]) -> int | None:
    coding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if coding is not None:
        if length is not None:
            raise Refused(400)
        if coding.lower() != "chunked":
            raise Refused(501)
        return None
    if length is None:
        if method == "POST":
            raise Refused(411)
        return 0
    if not _DIGITS.fullmatch(length):
        raise Refused(400)
    return int(length)
