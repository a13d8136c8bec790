"""Brings the text of a proxy script. It is fetched without a proxy, as every system does."""

import contextlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.file_url import file_url_path
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
_EITHER_ORDER = dict.fromkeys(("utf-16", "utf16", "ucs-2"), ("utf-16-le", "utf-16-be"))
"""Little-endian for the web (WHATWG Encoding, 4.2), big-endian for Chromium's ICU: whichever makes a script of it."""
_CHARSET = re.compile(
    r"""charset\s*=\s*["']?(utf-?8|utf-?16(?:le|be)?|ucs-2|us-ascii|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d"""
    r"|koi8-[ru]|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5)(?![\w-])",
    re.IGNORECASE,
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
    from checker.net.http1.client import HttpClient  # noqa: PLC0415 - most systems have no script, and need no urllib3

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
    """By a mark at its start (WHATWG Encoding, 6: it counts more than a header), else by the header's charset.

    Else UTF-8 or Latin-1, as in Firefox.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    if charset.lower() in _EITHER_ORDER:
        orders = (content.decode(order, "replace") for order in _EITHER_ORDER[charset.lower()])
        return next((text for text in orders if ENTRY_FUNCTION in text), "")
    with contextlib.suppress(LookupError):
        if charset:
            return content.decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
