"""Responses in pieces, as servers send them and as they should not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, OperationFailed
from checker.net.http1.head import request_head, take_head
from checker.net.http1.parser import ResponseParser

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
WHOLE = {
    "by length": (OK + b"Content-Length: 2\r\n\r\nab", b"ab"),
    "empty": (OK + b"Content-Length: 0\r\n\r\n", b""),
    "longer than its length": (OK + b"Content-Length: 1\r\n\r\nab", b"a"),
    "in chunks": (CHUNKED + b"1;x=y\r\na\r\n0B\r\nbcdefghijkl\r\n0\r\n\r\n", b"abcdefghijkl"),
    "in chunks with a trailer": (CHUNKED + b"1\r\na\r\n0\r\nX: y\r\n\r\n", b"a"),
    "without a body": (b"HTTP/1.1 204 No Content\r\n\r\nab", b""),
    "another protocol from here": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nab", b""),
    "line feeds alone": (b"HTTP/1.1 200 OK\nContent-Length: 1\n\na", b"a"),
    "without a reason": (b"HTTP/1.0 404\r\nContent-Length: 0\r\n\r\n", b""),
    "after two interim responses": (INTERIM + OK + b"Content-Length: 1\r\n\r\na", b"a"),
    "headers that are none": (OK + b"X-Odd\r\nX-\xff: \xfe\r\n: y\r\nContent-Length : 1\r\n\r\na", b"a"),
    "by the last of two lengths": (OK + b"Content-Length: 7\r\nContent-Length: 1\r\n\r\na", b"a"),
}
OPEN = {
    "no length": (OK + b"\r\nab", True),
    "too short": (OK + b"Content-Length: 3\r\n\r\nab", False),
    "endless": (OK + b"Content-Length: 18446744073709551615\r\n\r\nab", True),
    "a length that is none": (OK + b"Content-Length: -2\r\n\r\nab", True),
    "a length in other digits": ("HTTP/1.1 200 OK\r\nContent-Length: ٢\r\n\r\nab".encode(), True),
    "a chunk that is missing": (CHUNKED + b"2\r\nab\r\n", False),
    "a chunk cut off": (CHUNKED + b"9\r\nab", False),
}


def fed(raw: bytes, size: int) -> ResponseParser:
    parser = ResponseParser()
    for at in range(0, len(raw), size):
        parser.feed(raw[at : at + size])
    return parser


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("case", WHOLE)
def test_whole_responses(case: str, size: int) -> None:
    raw, body = WHOLE[case]
    parser = fed(raw, size)
    assert (parser.is_complete, parser.is_broken, parser.body) == (True, False, body)


@pytest.mark.parametrize("size", [1, 10_000])
@pytest.mark.parametrize("case", OPEN)
def test_responses_of_which_more_may_come(case: str, size: int) -> None:
    raw, ends_with_the_connection = OPEN[case]
    parser = fed(raw, size)
    assert (parser.is_complete, parser.body) == (False, b"ab")
    parser.end()
    assert (parser.is_complete, parser.body) == (ends_with_the_connection, b"ab")


@pytest.mark.parametrize("chunks", [b"x\r\nab", b"-2\r\nab\r\n", b"2\r\nabcd\r\n"])
def test_chunks_that_are_none(chunks: bytes) -> None:
    parser = fed(CHUNKED + b"1\r\na\r\n" + chunks, 10_000)
    parser.feed(b"0\r\n\r\n")
    assert (parser.is_complete, parser.is_broken, parser.body[:1]) == (False, True, b"a")


@pytest.mark.parametrize("raw", [b"", OK + b"Server: x\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_no_head_yet(raw: bytes) -> None:
    parser = fed(raw, 10_000)
    assert parser.head is None
    parser.end()
    assert (parser.head, parser.is_complete) == (None, False)


@pytest.mark.parametrize(
    "raw",
    [
        b"SIP/2.0 200 OK\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 2O0 OK\r\n\r\n",
        b"HTTP/1.1 600 OK\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"<html>\r\n\r\n</html>",
        b"x" * 40_000,
    ],
)
def test_a_head_that_is_none(raw: bytes) -> None:
    with pytest.raises(OperationFailed) as raised:
        fed(raw, 10_000)
    assert raised.value.failure.kind is FailureKind.BAD_ANSWER


def test_headers() -> None:
    head = take_head(bytearray(OK + b"Set-Cookie: A=1\r\nset-cookie :B=2; x\r\nX-Odd\r\n\r\n"))
    assert head is not None
    assert head.values_of("set-cookie") == ["A=1", "B=2; x"]
    assert (head.first_value_of("set-cookie"), head.first_value_of("x-odd")) == ("A=1", "")


@pytest.mark.parametrize(
    ("raw", "keep_alive"),
    [
        (OK + b"Content-Length: 1\r\n\r\n", True),
        (OK + b"Content-Length: 1\r\nConnection: Close\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", False),
        (CHUNKED, True),
        (OK + b"\r\n", False),
    ],
)
def test_whether_another_may_follow(raw: bytes, keep_alive: bool) -> None:
    received = bytearray(raw + b"more")
    head = take_head(received)
    assert head is not None
    assert (head.keep_alive, received) == (keep_alive, b"more")


def test_heads_to_send() -> None:
    assert request_head("GET", "/x", {"Host": "a", "B": "ü"}) == "GET /x HTTP/1.1\r\nHost: a\r\nB: ü\r\n\r\n".encode()


@given(st.binary(max_size=300), st.integers(1, 60))
def test_any_bytes(data: bytes, size: int) -> None:
    for raw in (data, OK + data, CHUNKED + data, OK + b"Content-Length: 5\r\n\r\n" + data):
        try:
            parser = fed(raw, size)
            parser.end()
        except OperationFailed:
            continue
        assert parser.head is not None or not parser.is_complete
