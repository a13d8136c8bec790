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
class Reply:
    """`headers`: names in small letters, in the order in which they came. `whole`: nothing more is to come.

    `leads`: path and query that a redirect leads to on the very server that was asked; `read` leaves it empty.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    whole: bool = False
    leads: str = ""

    def all(self, name: str) -> list[str]:
        """The values of every header of this name."""
        return [value for one, value in self.headers if one == name]

    def header(self, name: str) -> str:
        """The first of them, or empty."""
        return next(iter(self.all(name)), "")

    def sets_cookie(self, *starts: str) -> bool:
        """Whether it sets a cookie whose name starts so."""
        return any(one.startswith(starts) for one in self.all("set-cookie"))


def read(raw: bytes, ended: bool = False) -> Reply | None:
    """None for what is no HTTP, and while its head is not complete. `ended`: no more bytes will come."""
    while (head := _HEAD.search(raw)) is not None:
        first, *lines = raw[: head.start()].split(b"\n")
        status = _STATUS.match(first.rstrip(b"\r"))
        if status is None:
            return None
        number, raw = int(status[1]), raw[head.end() :]
        if number >= 200 or number == _SWITCHING:  # what stands before is interim (RFC 9110, 15.2)
            headers = tuple(_header(line) for line in lines)
            return Reply(number, headers, *_body(number, dict(headers), raw, ended))
    return None


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("latin-1").partition(":")
    return name.strip().lower(), value.strip()


def _body(status: int, headers: dict[str, str], raw: bytes, ended: bool) -> tuple[bytes, bool]:
    """What came of it, and whether that is all (RFC 9112, 6.3)."""
    if status in _BODILESS:
        return b"", True
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _unchunked(raw)
    length = headers.get("content-length", "")
    if _LENGTH.match(length) and length.isascii():
        return raw[: int(length)], len(raw) >= int(length)
    return raw, ended


def _unchunked(raw: bytes) -> tuple[bytes, bool]:
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
