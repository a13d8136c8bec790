"""Answers from the wrong host, floods, drips, hostile XML: nothing is followed, everything ends."""

import contextlib
import errno
import socket
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, OperationFailed
from checker.net.upnp import ssdp
from checker.net.upnp.description import parse_description
from checker.net.upnp.exchange import fetch, parse_body
from checker.net.upnp.igd import discover_gateway
from checker.net.upnp.lenient_xml import parse_xml
from checker.net.upnp.ssdp import discover_location, parse_gateway_url, parse_location
from tests.net import servers
from tests.net.upnp.routers import FRITZBOX, closed_port, router, searched, ssdp_reply

HERE = "127.0.0.1"


def test_the_gateways_own_answer() -> None:
    with searched(b"nonsense", ssdp_reply("http://127.0.0.1:49000/igddesc.xml")) as port:
        location = discover_location(HERE, 2.0, port)
    assert location is not None
    assert location.geturl() == "http://127.0.0.1:49000/igddesc.xml"


def test_an_answer_from_another_host_is_dropped() -> None:
    with searched(ssdp_reply("http://127.0.0.1:49000/igddesc.xml"), sender="127.0.0.2") as port:
        assert discover_location(HERE, 0.3, port) is None


@pytest.mark.parametrize(
    "reply",
    [
        ssdp_reply("http://192.0.2.9:49000/igddesc.xml"),
        ssdp_reply("http://127.0.0.1.evil.example/igddesc.xml"),
        ssdp_reply("http://127.0.0.1@evil.example/"),
        ssdp_reply("https://127.0.0.1/igddesc.xml"),
        ssdp_reply("file:///etc/passwd"),
        ssdp_reply("http://127.0.0.1:99999/"),
        ssdp_reply("http://["),
        ssdp_reply(""),
        ssdp_reply("http://127.0.0.1/a b\tc"),
        ssdp_reply("http://127.0.0.1/x", "urn:schemas-upnp-org:device:MediaRenderer:1"),
        b"M-SEARCH * HTTP/1.1\r\nST: upnp:rootdevice\r\n\r\n",
        b"NOTIFY * HTTP/1.1\r\nLOCATION: http://127.0.0.1/\r\n\r\n",
        b"",
        b"\xff" * 4000,
    ],
)
def test_answers_that_lead_elsewhere(reply: bytes) -> None:
    assert parse_location(reply, HERE) is None


def test_a_flood_ends() -> None:
    with searched(*[b"x" * 1000] * 150) as port:
        assert discover_location(HERE, 1.0, port) is None


def test_a_closed_port() -> None:
    assert discover_location(HERE, 0.2, closed_port()) is None


def test_a_search_that_cannot_be_sent_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreachable(socket.socket):
        def sendto(self, *_arguments: object) -> int:
            raise OSError(errno.ENETUNREACH, "no route")

    monkeypatch.setattr(ssdp.socket, "socket", Unreachable)
    with pytest.raises(OperationFailed) as failed:
        discover_location(HERE, 60.0)
    assert failed.value.failure.kind is FailureKind.UNREACHABLE


@given(st.binary(max_size=400), st.text(max_size=80))
def test_any_answer(data: bytes, address: str) -> None:
    parse_location(data, HERE)
    parse_location(ssdp_reply("http://127.0.0.1/") + data, HERE)
    parse_gateway_url(address, HERE)
    parse_gateway_url(f"http://127.0.0.1{address}", HERE)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"\xff\xfe",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://evil.example/">%x;]><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * 30 + b"</a>" * 30,
        b"<a>" + b"<b/>" * 5000 + b"</a>",
        b"<a>&undefined;</a>",
    ],
)
def test_hostile_xml(xml: bytes) -> None:
    with pytest.raises(OperationFailed) as raised:
        parse_xml(xml)
    assert raised.value.failure.kind is FailureKind.BAD_ANSWER


def test_long_texts_are_cut() -> None:
    root = parse_xml(b"<a>" + b"x" * 100_000 + b"</a>")
    assert len(root.text) < 10_000


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_xml(data: bytes, text: str) -> None:
    for document in (data, FRITZBOX.replace("/igdupnp/control/WANIPConn1", text).encode(), f"<a>{text}</a>".encode()):
        try:
            parse_description(document, "http://127.0.0.1:49000/igddesc.xml", HERE)
        except OperationFailed:
            continue


@given(st.binary(max_size=300))
def test_any_http(data: bytes) -> None:
    for raw in (data, b"HTTP/1.1 200 OK\r\n" + data, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + data):
        try:
            parse_body(raw)
        except OperationFailed:
            continue


@pytest.mark.parametrize(
    "control",
    [
        "http://192.0.2.9/control",
        "//evil.example/control",
        "https://127.0.0.1/control",
        "/a b",
        "/" + "a" * 400,
        "http://127.0.0.1:0x50/",
    ],
)
def test_services_that_lie_elsewhere_are_not_asked(control: str) -> None:
    description = parse_description(
        FRITZBOX.replace("/igdupnp/control/WANIPConn1", control).encode(), "http://127.0.0.1:5/d", HERE
    )
    assert not description.services_of("WANIPConnection")
    assert description.services_of("WANCommonInterfaceConfig")


@pytest.mark.parametrize(
    "kind", ['urn:a:service:WANIPConnection:1"><x', "WANIPConnection", "urn:a:device:WANIPConnection:1"]
)
def test_types_that_are_none(kind: str) -> None:
    page = FRITZBOX.replace(
        "urn:schemas-upnp-org:service:WANIPConnection:1", kind.replace("<", "&lt;").replace(">", "&gt;")
    )
    assert not parse_description(page.encode(), "http://127.0.0.1:5/d", HERE).services_of("WANIPConnection")


def drip(sock: socket.socket) -> None:
    sock.recv(2000)
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X")
        time.sleep(0.05)


def flood(sock: socket.socket) -> None:
    sock.recv(2000)
    sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        sock.sendall(b"x" * 65_536)


def silent(sock: socket.socket) -> None:
    sock.recv(2000)
    time.sleep(3)


def gone(sock: socket.socket) -> None:
    sock.recv(2000)


def elsewhere(sock: socket.socket) -> None:
    sock.recv(2000)
    sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.9/\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (drip, FailureKind.TIMEOUT),
        (flood, FailureKind.BAD_ANSWER),
        (silent, FailureKind.TIMEOUT),
        (gone, FailureKind.BAD_ANSWER),
        (elsewhere, FailureKind.BAD_ANSWER),
    ],
)
def test_bad_servers(answer: Callable[[socket.socket], None], kind: FailureKind) -> None:
    with servers.listening(answer) as port, pytest.raises(OperationFailed) as raised:
        fetch(HERE, port, "/igddesc.xml", time.monotonic() + 0.4)
    assert raised.value.failure.kind is kind


def test_answers_in_pieces_and_connections_that_stay_open() -> None:
    def chunked(sock: socket.socket) -> None:
        sock.recv(2000)
        sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")

    def open_on(sock: socket.socket) -> None:
        sock.recv(2000)
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")
        sock.sendall(b"c")
        with contextlib.suppress(OSError):
            sock.recv(2000)

    for answer in (chunked, open_on):
        with servers.listening(answer) as port:
            assert fetch(HERE, port, "/", time.monotonic() + 5) == b"abc"


def test_a_page_without_services_on_the_search_is_not_the_end() -> None:
    with router({"/d.xml": "<html/>"}, {}) as port, searched(ssdp_reply(f"http://{HERE}:{port}/d.xml")) as search:
        description = discover_gateway(HERE, search, closed_port())
    assert (description.model, description.services) == ("other", ())
