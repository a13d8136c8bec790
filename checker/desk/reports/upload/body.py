"""The body of an upload, within its bounds."""

from django.http import HttpRequest, UnreadablePostError

from checker.desk.intake.judge import UploadRefused

MAX_BODY_BYTES = 2_000_000
"""Bytes. A report of all checks has a tenth of it."""

_MAX_DRAINED_BYTES = 8 * MAX_BODY_BYTES
"""Bytes read and thrown away so that a sender who is too long-winded still hears why."""


def read_body(request: HttpRequest) -> bytes:
    """Exactly as many bytes as were announced. Raises Refused."""
    if request.content_type != "application/json":
        raise UploadRefused.of_kind("not-json")
    try:
        length = int(request.META.get("CONTENT_LENGTH") or -1)
    except ValueError:
        length = -1
    if length < 0:
        raise UploadRefused.of_kind("length-missing")
    try:
        if length > MAX_BODY_BYTES:
            _drain(request, min(length, _MAX_DRAINED_BYTES))
            raise UploadRefused.of_kind("report-too-large")
        body = request.read(length)
    except (UnreadablePostError, OSError) as error:
        raise UploadRefused.of_kind("incomplete") from error
    if len(body) != length:
        raise UploadRefused.of_kind("incomplete")
    return body


def _drain(request: HttpRequest, remaining: int) -> None:
    while remaining > 0 and (chunk := request.read(min(remaining, 65536))):
        remaining -= len(chunk)
