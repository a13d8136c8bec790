"""Ranges as RFC 9110 has them; whatever else a browser may say, it gets the whole file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.desk.programs.transfer.byte_range import ByteRange, RangeNotSatisfiable, if_range_matches, parse_range

CHANGED = 784111777.25  # Sun, 06 Nov 1994 08:49:37 GMT


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, 1000),
        ("bytes=0-9999", 0, 1000),
        ("bytes=-100", 900, 1000),
        ("bytes=-5000", 0, 1000),
        ("Bytes = 5 - 6", 5, 7),
        (" bytes=999- ", 999, 1000),
    ],
)
def test_a_part(header: str, start: int, end: int) -> None:
    assert parse_range(header, 1000) == ByteRange(start=start, end=end)


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,5-6", "lines=1-2", "bytes=1", "bytes=٠-١"]
)
def test_the_whole(header: str) -> None:
    assert parse_range(header, 1000) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=1000-", 1000), ("bytes=-0", 1000), ("bytes=0-", 0), ("bytes=-1", 0)]
)
def test_nothing_lies_there(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        parse_range(header, size)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}"), st.integers(0, 2000))
def test_any_text(header: str, size: int) -> None:
    try:
        byte_range = parse_range(header, size)
    except RangeNotSatisfiable:
        return
    assert byte_range is None or 0 <= byte_range.start < byte_range.end <= size


@pytest.mark.parametrize(
    ("if_range", "same"),
    [
        ("", True),
        ('"tag"', True),
        ('"other"', False),
        ('W/"tag"', False),
        ("Sun, 06 Nov 1994 08:49:37 GMT", True),
        ("Sun, 06 Nov 1994 08:49:38 GMT", False),
        ("yesterday", False),
        ("Sun, 99 Nov 99999 08:49:38 GMT", False),
    ],
)
def test_if_range(if_range: str, same: bool) -> None:
    assert if_range_matches(if_range, '"tag"', CHANGED) is same
