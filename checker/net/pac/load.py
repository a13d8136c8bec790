"""Brings the text of a proxy script. It is fetched without a proxy, as every system does."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.client import HttpClient
from checker.net.pac.interpreter.words import LONGEST

CONNECT_S, READ_S = 2.0, 2.5
ENTRY_FUNCTION = "FindProxyForURL"
MEDIA_TYPE = "application/x-ns-proxy-autoconfig"
"""The media type of proxy scripts (Netscape, 1996; draft-ietf-wrec-wpad-01, 4.5)."""
OK = 200


def load_script(address: str, extra_ca: str | None = None) -> str:
    """The script at this address: http, https or file.

    Raises OperationFailed; `bad-answer` for what is no proxy script.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "script address") from error
    if parts.scheme == "file":
        return _decode_script(_read_file(unquote(parts.path)))
    if parts.scheme not in ("http", "https"):
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "script address")
    response = HttpClient(lambda _url: None, extra_ca).request(
        "GET", address, connect_s=CONNECT_S, read_s=READ_S, redirect=True
    )
    if response.status != OK:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, f"status {response.status}")
    return _decode_script(response.body)


def _read_file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise OperationFailed.from_error(Operation.OPEN, error) from error


def _decode_script(content: bytes) -> str:
    """Its text; a sign-in page that answers in its place has no such function."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if len(text) > LONGEST or ENTRY_FUNCTION not in text:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no proxy script")
    return text
