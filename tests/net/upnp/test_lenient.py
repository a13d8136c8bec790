"""What routers write that is not quite right, and that the programs which people use with them read all the same."""

import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.net.upnp.description import parse_description
from checker.net.upnp.exchange import fetch
from checker.net.upnp.igd import WanStatus, query_wan_status
from checker.net.upnp.lenient_xml import parse_xml
from checker.net.upnp.ssdp import parse_location
from tests.net import servers
from tests.net.upnp.routers import ANSWERS, FRITZBOX, router

HERE = "192.168.0.1"
LOCATION = "http://192.168.0.1:5000/root.xml"
TARGET = "urn:schemas-upnp-org:device:InternetGatewayDevice:1"
REPLY = f"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: {TARGET}\r\nLOCATION: {LOCATION}\r\nEXT:\r\n\r\n"


@pytest.mark.parametrize(
    "reply",
    [
        REPLY,
        REPLY.replace("\r\n", "\n"),
        REPLY.replace("\r\n", "\r"),
        REPLY.replace("\r\n", "\n", 3),
        REPLY.rstrip(),
        REPLY + "\0\0",
        REPLY.rstrip() + "\0",
        "\r\n" + REPLY,
        "\ufeff" + REPLY,
        REPLY.replace("HTTP/1.1", "HTTP/1.0"),
        REPLY.replace("200 OK", "200"),
        REPLY.replace(" 200 OK", "  200 Ok "),
        REPLY.replace("HTTP/1.1", "http/1.1"),
        REPLY.replace("LOCATION:", "Location:"),
        REPLY.replace("LOCATION: ", "location:"),
        REPLY.replace("LOCATION: ", "LOCATION :\t "),
        REPLY.replace("ST:", "st:"),
        REPLY.replace(TARGET, TARGET.lower()),
        REPLY.replace(TARGET, TARGET.upper()),
        REPLY.replace(TARGET, f'"{TARGET}"'),
        REPLY.replace(TARGET, TARGET.replace(":1", ":2")),
        REPLY.replace(TARGET, "upnp:rootdevice"),
        REPLY.replace(TARGET, "urn:schemas-upnp-org:service:WANIPConnection:1"),
        REPLY.replace(f"ST: {TARGET}\r\n", ""),
        REPLY.replace("EXT:", "a line that is no header"),
        REPLY.replace("EXT:", f"LOCATION: http://198.51.100.9/\r\nLocation: {LOCATION}"),
        REPLY.replace("http:", "HTTP:"),
    ],
)
def test_answers_to_a_search(reply: str) -> None:
    url = parse_location(reply.encode(), HERE)
    assert url is not None
    assert url.geturl() == LOCATION


WAN = f"""<root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceType>{TARGET}</deviceType>
<friendlyName>Muster</friendlyName><modelName>Speedport Smart 4</modelName><serviceList><service>
<serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>/ctl/IP</controlURL>
</service></serviceList></device></root>"""
DECLARED = '<?xml version="1.0"?>\n' + WAN


@pytest.mark.parametrize(
    "page",
    [
        WAN.encode(),
        DECLARED.encode(),
        DECLARED.encode() + b"\n\0",
        DECLARED.encode() + b"\0" * 40,
        DECLARED.encode() + b" \r\n\t\r\n",
        DECLARED.encode() + b"\r\n0\r\n\r\n",
        b"\r\n " + DECLARED.encode(),
        b"\0" + DECLARED.encode(),
        DECLARED.encode("utf-8-sig"),
        b"\n\xef\xbb\xbf\n" + DECLARED.encode(),
        DECLARED.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
        DECLARED.replace('"1.0"', "'1.0' encoding='iso-8859-1'").replace("Muster", "Büro").encode("latin-1"),
        DECLARED.replace('"1.0"', '"1.0" encoding="utf-8"').replace("Muster", "Büro").encode("latin-1"),
        DECLARED.replace("Muster", "A & B").encode(),
        DECLARED.replace("Muster", "A\x01").encode(),
        DECLARED.replace("<", "<u:").replace("<u:/", "</u:").replace("<u:?", "<?").encode(),
        DECLARED.replace("\n", "\r\n").encode(),
        DECLARED.replace("/ctl/IP", " \n/ctl/IP ").encode(),
        DECLARED.replace("/ctl/IP", "ctl/IP").encode(),
        DECLARED.replace("/ctl/IP", "http://192.168.0.1:5000/ctl/IP").encode(),
        DECLARED.replace("WANIPConnection", "WANIPCONNECTION").encode(),
        DECLARED.replace("<device>", "<URLBase/><device>").encode(),
        DECLARED.replace("<device>", "<URLBase>http://192.168.0.1:5000</URLBase><device>").encode(),
        DECLARED.replace("<device>", "<URLBase> 192.168.0.1:5000 </URLBase><device>").encode(),
        DECLARED.replace("<device>", "<URLBase>http://0.0.0.0:80/</URLBase><device>").encode(),
        DECLARED.replace("<device>", "<URLBase>http://192.168.1.254:80/</URLBase><device>").encode(),
    ],
)
def test_descriptions(page: bytes) -> None:
    description = parse_description(page, LOCATION, HERE)
    assert (description.model, description.number) == ("speedport", "4")
    (service,) = description.services_of("WANIPConnection")
    assert (service.port, service.path) == (5000, "/ctl/IP")


@pytest.mark.parametrize(
    ("url_base", "control", "port", "path"),
    [
        ("http://192.168.0.1:5556/upnp/", "control/c1", 5556, "/upnp/control/c1"),
        ("http://192.168.0.1:5556/upnp/", "/control/c1", 5556, "/control/c1"),
        ("http://192.168.0.1:5556/upnp/root.xml", "c1", 5556, "/upnp/c1"),
        ("http://192.168.0.1:5556", "c1?a=1", 5556, "/c1?a=1"),
        ("http://192.168.0.1/", "c1", 80, "/c1"),
        ("", "c1", 5000, "/c1"),
        ("http://[", "c1", 5000, "/c1"),
        ("http://192.168.0.1:5556/", "http://192.168.0.1:99/c1", 99, "/c1"),
    ],
)
def test_relative_addresses(url_base: str, control: str, port: int, path: str) -> None:
    page = DECLARED.replace("<device>", f"<URLBase>{url_base}</URLBase><device>").replace("/ctl/IP", control)
    (service,) = parse_description(page.encode(), LOCATION, HERE).services
    assert (service.port, service.path) == (port, path)


@given(st.binary(max_size=60).filter(lambda tail: b"<" not in tail))
def test_whatever_follows_the_last_tag(tail: bytes) -> None:
    assert parse_description(WAN.encode() + tail, LOCATION, HERE).services


BODY = b"<root>" + b"x" * 40 + b"</root>"


def _chunks(*sizes: int) -> bytes:
    cut, at = b"", 0
    for size in sizes:
        cut += b"%X\r\n%s\r\n" % (size, BODY[at : at + size])
        at += size
    return cut


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 53\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: no\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 53\r\n\r\n" + BODY,
        b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
        b"HTTP/1.1 200\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\n\n" + BODY,
        b"\r\nHTTP/1.1 200 OK\r\nnonsense\r\nServer : x\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunks(20, 33) + b"0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + _chunks(53) + b"0\r\nA: b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunks(20, 33),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0035 ;x=y\r\n" + BODY + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n35\n" + BODY + b"\n0\n\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY,
    ],
)
def test_lengths_and_chunks(response: bytes) -> None:
    def answer(sock: socket.socket) -> None:
        sock.recv(2000)
        for at in range(0, len(response), 7):
            sock.sendall(response[at : at + 7])

    with servers.listening(answer) as port:
        text = parse_xml(fetch("127.0.0.1", port, "/", time.monotonic() + 5)).text
    assert text == "x" * 40


def test_answers_to_actions() -> None:
    """In small letters, padded, under another name."""
    lower = {
        action: {name: f" {value.lower()}\n" for name, value in fields.items()} for action, fields in ANSWERS.items()
    }
    with router({}, lower) as port:
        page = FRITZBOX.replace("urn:schemas-any-com:service:Any:1", "x")
        description = parse_description(page.encode(), f"http://127.0.0.1:{port}/d", "127.0.0.1")
        assert query_wan_status("127.0.0.1", description) == WanStatus(
            access="dsl",
            up=True,
            down_mbit=109.34,
            up_mbit=43.72,
            connected=True,
            uptime_s=720,
            wan_v4="public",
            wan_v6=True,
        )
