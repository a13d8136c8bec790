"""TLS that cannot agree with ours is no other service, whatever the reason is called; what is no TLS is one."""

import contextlib
import socket
from collections.abc import Callable

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import ssh_banner
from tests.net.servers import listening

PLAIN_TO_TLS = b"HTTP/1.1 400 Bad Request\r\nServer: x\r\nContent-Length: 0\r\n\r\n"
ALERTS = {
    "handshake_failure": 40,
    "illegal_parameter": 47,
    "access_denied": 49,
    "protocol_version": 70,
    "insufficient_security": 71,
    "internal_error": 80,
    "missing_extension": 109,
    "unsupported_extension": 110,
    "unrecognized_name": 112,
    "certificate_required": 116,
    "no_application_protocol": 120,
}
"""RFC 8446, 6."""
HELLO_RANDOM = bytes(range(32))


def record(version: bytes, handshake: bytes) -> bytes:
    return b"\x16" + version + len(handshake).to_bytes(2) + handshake


def server_hello(version: bytes, cipher: bytes) -> bytes:
    body = version + HELLO_RANDOM + b"\x00" + cipher + b"\x00"
    return b"\x02" + len(body).to_bytes(3) + body


def front_end(answer: bytes) -> Callable[[socket.socket], None]:
    """Answers TLS with these bytes; who speaks plainly to it gets a plain page, as from nginx."""

    def serve(sock: socket.socket) -> None:
        sock.settimeout(5)
        is_tls = sock.recv(4096)[:1] == b"\x16"
        sock.sendall(answer if is_tls else PLAIN_TO_TLS)
        with contextlib.suppress(OSError):
            sock.recv(4096)

    return serve


@pytest.mark.parametrize("version", [b"\x03\x01", b"\x03\x03"])
@pytest.mark.parametrize("alert", ALERTS)
def test_alerts(alert: str, version: bytes) -> None:
    with listening(front_end(b"\x15" + version + b"\x00\x02\x02" + bytes([ALERTS[alert]]))) as port:
        result = probe_kind("https", port)
    is_name = alert == "unrecognized_name"
    assert result.verdict is (GatewayVerdict.RESTRICTED if is_name else GatewayVerdict.CANNOT_TELL)
    assert "gateway.other" not in result.facts


@pytest.mark.parametrize(
    "hello",
    [
        record(b"\x03\x01", server_hello(b"\x03\x01", b"\x00\x2f")),
        record(b"\x03\x00", server_hello(b"\x03\x00", b"\x00\x04")),
        record(b"\x03\x03", server_hello(b"\x03\x03", b"\x00\x04")),
        record(b"\x03\x03", server_hello(b"\x03\x03", b"\xff\xff")),
        record(b"\x03\x03", b"\x02\x00\x00\x02\x03\x03"),
    ],
    ids=["TLS 1.0", "SSL 3.0", "RC4", "a cipher that was not offered", "a short hello"],
)
def test_choices_that_this_side_refuses(hello: bytes) -> None:
    with listening(front_end(hello)) as port:
        result = probe_kind("https", port)
    assert result.verdict is GatewayVerdict.CANNOT_TELL
    assert "gateway.other" not in result.facts


def plain_page(sock: socket.socket) -> None:
    sock.settimeout(5)
    sock.recv(4096)
    sock.sendall(PLAIN_TO_TLS)


@pytest.mark.parametrize(
    ("answer", "protocol"), [(ssh_banner, "ssh"), (plain_page, "http")], ids=["SSH", "a plain web server"]
)
def test_what_is_no_tls(answer: Callable[[socket.socket], None], protocol: str) -> None:
    with listening(answer) as port:
        result = probe_kind("https", port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, protocol)
