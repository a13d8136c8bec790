"""The body of an upload, within its bounds."""

from django.http import HttpRequest, UnreadablePostError

from checker.desk.intake.judge import Refused

LARGEST = 2_000_000
"""Bytes. A report of all checks has a tenth of it."""

_DRAINED = 8 * LARGEST
"""Bytes read and thrown away so that a sender who is too long-winded still hears why."""


def read_body(request: HttpRequest) -> bytes:
    """Exactly as many bytes as were announced. Raises Refused."""
    if request.content_type != "application/json":
        raise Refused.because("not-json")
    try:
        length = int(request.META.get("CONTENT_LENGTH") or -1)
    except ValueError:
        length = -1
    if length < 0:
        raise Refused.because("length-missing")
    try:
        if length > LARGEST:
            _drain(request, min(length, _DRAINED))
            raise Refused.because("report-too-large")
        body = request.read(length)
    except (UnreadablePostError, OSError) as error:
        raise Refused.because("incomplete") from error
    if len(body) != length:
        raise Refused.because("incomplete")
    return body


def _drain(request: HttpRequest, left: int) -> None:
    while left > 0 and (piece := request.read(min(left, 65536))):
        left -= len(piece)
