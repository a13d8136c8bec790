"""The head of a request (RFC 9112), read strictly: what two readers could take differently is refused."""

import re
from urllib.parse import parse_qsl, urlsplit

from checker.model.record import Record

HEAD_LIMIT = 16_384
"""Bytes; nginx refuses beyond 8 KiB a line and 32 KiB in all, and nobody who measures needs more than this."""
_LINE = re.compile(r"([A-Z]{1,16}) (/[!-~]{0,2047}) HTTP/1\.([01])")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_DIGITS = re.compile(r"[0-9]{1,18}")


class RequestRefused(Exception):  # noqa: N818 - an answer to the client, not a defect
    """The request is answered with this status and the connection is closed."""

    def __init__(self, status: int, *, retry_after_s: int = 0) -> None:
        super().__init__(str(status))
        self.status = status
        self.retry_after_s = retry_after_s


class MeasureRequest(Record, frozen=True, kw_only=True):
    """A request without its body. `length` is the body's, or None where it comes in chunks; names are lower-case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    length: int | None
    keep_alive: bool

    @property
    def has_body(self) -> bool:
        """Whether bytes of a body follow the head."""
        return self.length is None or self.length > 0


def parse_request(head: bytes) -> MeasureRequest:
    """The request of a head without its empty line. Raises RequestRefused: 400, 411, 431, 501 or 505."""
    request_line, *header_lines = head.decode("latin-1").split("\r\n")
    line = _LINE.fullmatch(request_line)
    if line is None:
        raise RequestRefused(505 if re.search(r" HTTP/(?!1\.[01]$)", request_line) else 400)
    method, target, minor = line.groups()
    headers = _parse_headers(header_lines)
    url = urlsplit(target)
    keep_alive = headers.get("connection", "").lower() != "close" if minor == "1" else False
    return MeasureRequest(
        method=method,
        path=url.path,
        query=dict(parse_qsl(url.query)),
        headers=headers,
        length=_body_length(method, headers),
        keep_alive=keep_alive,
    )


def _parse_headers(lines: list[str]) -> dict[str, str]:
    if len(lines) > 100:
        raise RequestRefused(431)
    headers: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise RequestRefused(400)
        name = field[1].lower()
        if name in headers and name in ("content-length", "transfer-encoding", "host"):
            raise RequestRefused(400)
        headers[name] = field[2].rstrip(" \t")
    return headers


def _body_length(method: str, headers: dict[str, str]) -> int | None:
    coding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if coding is not None:
        if length is not None:
            raise RequestRefused(400)
        if coding.lower() != "chunked":
            raise RequestRefused(501)
        return None
    if length is None:
        if method == "POST":
            raise RequestRefused(411)
        return 0
    if not _DIGITS.fullmatch(length):
        raise RequestRefused(400)
    return int(length)
