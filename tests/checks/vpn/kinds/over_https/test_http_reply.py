"""Answers by HTTP, as servers send them and as they should not."""

import pytest

from checker.checks.vpn.kinds.over_https.http_reply import parse_http_reply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, has_xml_root, host_header, parse_gateway_reply
from tests.checks.vpn.gateway_probes import make_gateway

HERE = make_gateway("juniper", 443, host="vpn.muster.example")
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
    reply = parse_http_reply(raw)
    assert reply is not None
    assert (reply.is_complete, reply.body) == (True, body)


@pytest.mark.parametrize("case", OPEN)
def test_answers_of_which_more_may_come(case: str) -> None:
    reply = parse_http_reply(OPEN[case])
    assert reply is not None
    assert (reply.is_complete, reply.body[:2]) == (False, b"ab")


def test_one_without_a_length_ends_with_the_connection() -> None:
    reply = parse_http_reply(OPEN["no length"], is_closed=True)
    assert reply is not None
    assert reply.is_complete
    cut = parse_http_reply(OPEN["too short"], is_closed=True)
    assert cut is not None
    assert not cut.is_complete


@pytest.mark.parametrize("case", NONE)
def test_what_is_no_answer_or_not_yet(case: str) -> None:
    assert parse_http_reply(NONE[case]) is None


def test_headers() -> None:
    reply = parse_http_reply(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: A=1\r\nset-cookie :B=2; x\r\nX-Odd\r\nX-\xff: \xfe\r\n\r\n"
    )
    assert reply is not None
    assert reply.values_of("set-cookie") == ["A=1", "B=2; x"]
    assert (reply.first_value_of("set-cookie"), reply.first_value_of("x-odd"), reply.first_value_of("none")) == (
        "A=1",
        "",
        "",
    )
    assert reply.sets_cookie("B=")
    assert not reply.sets_cookie("C=", "=")


LOCATIONS = {
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


@pytest.mark.parametrize("where", LOCATIONS)
def test_redirects_count_only_where_they_stay(where: str) -> None:
    raw = f"HTTP/1.1 302 Found\r\nLocation: {where}\r\n\r\n".encode()
    reply = parse_gateway_reply(raw, HERE)
    assert reply is not None
    assert reply.redirect_target == LOCATIONS[where]
    parsed = parse_gateway_reply(raw.replace(b"302", b"200"), HERE)
    assert parsed is not None
    assert parsed.redirect_target == ""


def test_what_is_asked() -> None:
    raw = HttpRequest("POST", "/x", {"A": "b"}, b"body").encode(HERE)
    assert (
        raw
        == b"POST /x HTTP/1.1\r\nHost: vpn.muster.example\r\nA: b\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"
    )
    assert b"Content-Length" not in HttpRequest("GET", "/").encode(HERE)


NAMES = {
    ("vpn.muster.example", 443): "vpn.muster.example",
    ("vpn.müster.example", 8443): "vpn.xn--mster-kva.example:8443",
    ("2001:db8::1", 443): "[2001:db8::1]",
}


@pytest.mark.parametrize("where", NAMES)
def test_the_host_header(where: tuple[str, int]) -> None:
    host, port = where
    assert host_header(make_gateway("juniper", port, host=host)) == NAMES[where]


def test_the_root_of_xml() -> None:
    assert has_xml_root(b'<?xml version="1.0"?>\n<!-- <a> -->', "a") is False
    assert has_xml_root(b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- x -->\n<a b="c">', "a")
    assert not has_xml_root(b"<ab>", "a")
    assert not has_xml_root(b"x<a>", "a")
    assert not has_xml_root(b"<a", "a")
