"""Answers by HTTP, as servers send them and as they should not."""

import pytest

from checker.checks.vpn.kinds.http_ask import Question, authority, root_is, understood
from checker.checks.vpn.kinds.http_reply import read
from tests.checks.vpn.looking import gateway

HERE = gateway("juniper", 443, host="vpn.muster.example")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
WHOLE = {
    "by length": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", b"ab"),
    "longer than its length": (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab", b"a"),
    "in pieces": (CHUNKED + b"1;x=y\r\na\r\n0B\r\nbcdefghijkl\r\n0\r\n\r\n", b"abcdefghijkl"),
    "without a body": (b"HTTP/1.1 204 No Content\r\n\r\nab", b""),
    "line feeds alone": (b"HTTP/1.1 200 OK\nContent-Length: 0\n\n", b""),
    "without a reason": (b"HTTP/1.0 404\r\nContent-Length: 0\r\n\r\n", b""),
    "after two interim answers": (INTERIM + b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", b"a"),
}
OPEN = {
    "no length": b"HTTP/1.1 200 OK\r\n\r\nab",
    "too short": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
    "endless": b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\nab",
    "a length that is none": b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nab",
    "a length in other digits": "HTTP/1.1 200 OK\r\nContent-Length: ٢\r\n\r\nab".encode(),
    "a piece that is missing": CHUNKED + b"2\r\nab\r\n",
    "a piece cut off": CHUNKED + b"9\r\nab",
}
NONE = {
    "nothing": b"",
    "half a head": b"HTTP/1.1 200 OK\r\nServer: x\r\n",
    "another protocol": b"SIP/2.0 200 OK\r\n\r\n",
    "another version": b"HTTP/2 200 OK\r\n\r\n",
    "no number": b"HTTP/1.1 2O0 OK\r\n\r\n",
    "a number that is none": b"HTTP/1.1 600 OK\r\n\r\n",
    "a page without a head": b"<html>\r\n\r\n</html>",
    "only an interim answer": b"HTTP/1.1 100 Continue\r\n\r\n",
}


@pytest.mark.parametrize("case", WHOLE)
def test_whole_answers(case: str) -> None:
    raw, body = WHOLE[case]
    reply = read(raw)
    assert reply is not None
    assert (reply.whole, reply.body) == (True, body)


@pytest.mark.parametrize("case", OPEN)
def test_answers_of_which_more_may_come(case: str) -> None:
    reply = read(OPEN[case])
    assert reply is not None
    assert (reply.whole, reply.body[:2]) == (False, b"ab")


def test_one_without_a_length_ends_with_the_connection() -> None:
    reply = read(OPEN["no length"], ended=True)
    assert reply is not None
    assert reply.whole
    cut = read(OPEN["too short"], ended=True)
    assert cut is not None
    assert not cut.whole


@pytest.mark.parametrize("case", NONE)
def test_what_is_no_answer_or_not_yet(case: str) -> None:
    assert read(NONE[case]) is None


def test_headers() -> None:
    reply = read(b"HTTP/1.1 200 OK\r\nSet-Cookie: A=1\r\nset-cookie :B=2; x\r\nX-Odd\r\nX-\xff: \xfe\r\n\r\n")
    assert reply is not None
    assert reply.all("set-cookie") == ["A=1", "B=2; x"]
    assert (reply.header("set-cookie"), reply.header("x-odd"), reply.header("none")) == ("A=1", "", "")
    assert reply.sets_cookie("B=")
    assert not reply.sets_cookie("C=", "=")


WAYS = {
    "/a?b=c": "/a?b=c",
    "https://vpn.muster.example/a": "/a",
    "https://VPN.muster.example:8443/a#x": "/a",
    "https://vpn.muster.example.org/a": "",
    "https://vpn.muster.example@other.example/a": "",
    "//other.example/a": "",
    "https://[/a": "",
    "http://vpn.muster.example:port/a": "/a",
    "": "",
}


@pytest.mark.parametrize("where", WAYS)
def test_redirects_count_only_where_they_stay(where: str) -> None:
    raw = f"HTTP/1.1 302 Found\r\nLocation: {where}\r\n\r\n".encode()
    reply = understood(raw, HERE)
    assert reply is not None
    assert reply.leads == WAYS[where]
    told = understood(raw.replace(b"302", b"200"), HERE)
    assert told is not None
    assert told.leads == ""


def test_what_is_asked() -> None:
    raw = Question("POST", "/x", {"A": "b"}, b"body").written(HERE)
    assert (
        raw
        == b"POST /x HTTP/1.1\r\nHost: vpn.muster.example\r\nA: b\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"
    )
    assert b"Content-Length" not in Question("GET", "/").written(HERE)


NAMES = {
    ("vpn.muster.example", 443): "vpn.muster.example",
    ("vpn.müster.example", 8443): "vpn.xn--mster-kva.example:8443",
    ("2001:db8::1", 443): "[2001:db8::1]",
}


@pytest.mark.parametrize("where", NAMES)
def test_the_host_header(where: tuple[str, int]) -> None:
    host, port = where
    assert authority(gateway("juniper", port, host=host)) == NAMES[where]


def test_the_root_of_xml() -> None:
    assert root_is(b'<?xml version="1.0"?>\n<!-- <a> -->', "a") is False
    assert root_is(b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- x -->\n<a b="c">', "a")
    assert not root_is(b"<ab>", "a")
    assert not root_is(b"x<a>", "a")
    assert not root_is(b"<a", "a")
