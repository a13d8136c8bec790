"""The beginning of an answer by HTTP/1.1 (RFC 9112): status, headers, the first bytes of its body. Never raises."""

import re
from dataclasses import dataclass

_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)(?: [^\r\n]*)?\Z")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LENGTH = re.compile(r"\d{1,12}\Z")
_SWITCHING = 101
_BODILESS = {_SWITCHING, 204, 304}


@dataclass(frozen=True)
class HttpReply:
    """`headers`: names in small letters, in the order in which they came. `is_complete`: nothing more is to come.

    `redirect_target`: path and query that a redirect leads to on the very server that was asked; `parse_http_reply`
    leaves it empty.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    is_complete: bool = False
    redirect_target: str = ""

    def values_of(self, name: str) -> list[str]:
        """The values of every header of this name."""
        return [value for header_name, value in self.headers if header_name == name]

    def first_value_of(self, name: str) -> str:
        """The first of them, or empty."""
        return next(iter(self.values_of(name)), "")

    def sets_cookie(self, *starts: str) -> bool:
        """Whether it sets a cookie whose name starts so."""
        return any(cookie.startswith(starts) for cookie in self.values_of("set-cookie"))


def parse_http_reply(raw: bytes, is_closed: bool = False) -> HttpReply | None:
    """None for what is no HTTP, and while its head is not complete. `is_closed`: no more bytes will come."""
    while (head := _HEAD.search(raw)) is not None:
        first, *lines = raw[: head.start()].split(b"\n")
        status = _STATUS.match(first.rstrip(b"\r"))
        if status is None:
            return None
        number, raw = int(status[1]), raw[head.end() :]
        if number >= 200 or number == _SWITCHING:  # what stands before is interim (RFC 9110, 15.2)
            headers = tuple(_header(line) for line in lines)
            return HttpReply(number, headers, *_parse_body(number, dict(headers), raw, is_closed))
    return None


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("latin-1").partition(":")
    return name.strip().lower(), value.strip()


def _parse_body(status: int, headers: dict[str, str], raw: bytes, is_closed: bool) -> tuple[bytes, bool]:
    """What came of it, and whether that is all (RFC 9112, 6.3)."""
    if status in _BODILESS:
        return b"", True
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _decode_chunks(raw)
    length = headers.get("content-length", "")
    if _LENGTH.match(length) and length.isascii():
        return raw[: int(length)], len(raw) >= int(length)
    return raw, is_closed


def _decode_chunks(raw: bytes) -> tuple[bytes, bool]:
    """The body put together (RFC 9112, 7.1), as far as it came and makes sense; trailers are not waited for."""
    body, at = bytearray(), 0
    while (size := _CHUNK.match(raw, at)) is not None:
        count = int(size[1], 16)
        if count == 0:
            return bytes(body), True
        body += raw[size.end() : size.end() + count]
        at = size.end() + count
        at += 2 if raw[at : at + 2] == b"\r\n" else 1
    return bytes(body), False
