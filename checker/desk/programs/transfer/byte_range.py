"""Which part of a file is asked for (RFC 9110, 14): so that a download that was cut off goes on where it ended."""

import re
from email.utils import parsedate_to_datetime

from checker.model.record import Record

_SINGLE_RANGE = re.compile(r"bytes\s*=\s*(?:(\d{1,15})\s*-\s*(\d{1,15})?|-\s*(\d{1,15}))\s*", re.IGNORECASE | re.ASCII)


class ByteRange(Record, frozen=True, kw_only=True):
    """Bytes from `start` up to, not including, `end`."""

    start: int
    end: int


class RangeNotSatisfiable(ValueError):  # noqa: N818 - becomes 416
    """Nothing of the file lies there."""


def parse_range(range_header: str, size: int) -> ByteRange | None:
    """The part that `Range` asks for; None: the whole, also for several parts at once and for what is no range.

    Raises RangeNotSatisfiable.
    """
    match = _SINGLE_RANGE.fullmatch(range_header.strip())
    if match is None:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        start, end = max(0, size - int(suffix)), size
    else:
        start = int(first)
        end = min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise RangeNotSatisfiable(range_header)
    return ByteRange(start=start, end=end)


def if_range_matches(if_range: str, etag: str, changed: float) -> bool:
    """Whether `If-Range` lets a range be sent: without one, by the strong tag, or by the very time of the change."""
    if not if_range:
        return True
    if if_range.startswith(('"', "W/")):
        return if_range == etag
    try:
        return int(parsedate_to_datetime(if_range).timestamp()) == int(changed)
    except (ValueError, OverflowError):
        return False
