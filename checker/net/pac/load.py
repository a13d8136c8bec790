"""Brings the text of a proxy script. It is fetched without a proxy, as every system does."""

import contextlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.file_url import file_url_path
from checker.net.http1.client import HttpClient
from checker.net.phase_log import logged_phase

CONNECT_S, READ_S = 2.6, 2.5
"""Windows reports a refusal after 2.0 s (net/tcp/race.py)."""
ENTRY_FUNCTION = "FindProxyForURL"
MEDIA_TYPE = "application/x-ns-proxy-autoconfig"
"""The media type of proxy scripts (Netscape, 1996; draft-ietf-wrec-wpad-01, 4.5)."""
OK = 200
MAX_BYTES = 1_048_576
"""Of a script (Chromium, pac_file_fetcher_impl.cc)."""
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CHARSET = re.compile(
    r"""charset\s*=\s*["']?(utf-?8|utf-16(?:le|be)?|us-ascii|iso-8859-\d+|windows-125\d)\b""", re.IGNORECASE
)
"""Only these: Python knows codecs that are none of the web's."""


@logged_phase("load a proxy script", characters=len)
def load_script(address: str, extra_ca: str | None = None) -> str:
    """The script at this address: http, https or file.

    Raises OperationFailed; `bad-answer` for what is no proxy script.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "script address") from error
    if parts.scheme == "file":
        return _decode_script(_read_file(address))
    if parts.scheme not in ("http", "https"):
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "script address")
    response = HttpClient(lambda _url: None, extra_ca).request(
        "GET", address, connect_s=CONNECT_S, read_s=READ_S, redirect=True
    )
    if response.status != OK:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {response.status}")
    charset = _CHARSET.search(response.headers.get("content-type", ""))
    return _decode_script(response.body, charset[1] if charset else "")


def _read_file(address: str) -> bytes:
    try:
        with Path(file_url_path(address)).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except ValueError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.UNSUPPORTED, "script address") from error
    except OSError as error:
        raise OperationFailed.from_error(Operation.OPEN, error) from error


def _decode_script(content: bytes, charset: str = "") -> str:
    """Its text; a sign-in page that answers in its place has no such function."""
    text = _decode(content, charset)
    if len(content) > MAX_BYTES or ENTRY_FUNCTION not in text:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no proxy script")
    return text


def _decode(content: bytes, charset: str) -> str:
    """By the header's charset or a mark at its start, as in Chromium; else UTF-8 or Latin-1, as in Firefox."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS.items() if content.startswith(mark)), (b"", ""))
    with contextlib.suppress(LookupError):
        if charset or encoding:
            return content.removeprefix(mark).decode(charset or encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
