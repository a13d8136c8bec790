"""Bad days by TCP and TLS: cut off, random, echoed, endless, slow. Nothing raises, nothing passes, all of it ends."""

import random
import socket
import time
from collections.abc import Callable

import pytest

from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.web_servers import GATEWAYS
from tests.checks.vpn.loopback_services import never_answer
from tests.net.certificates import Authority
from tests.net.servers import listening, tls

PATIENT_S = 8.0
"""Where an answer comes at once: a server may be late on a busy machine."""
SHORT_S = 1.5
"""Where nothing more comes."""
PLAIN = {
    "pptp": {},
    "ssh": {},
    "rdp": {},
    "stun": {"transport": "tcp"},
    "turn": {"transport": "tcp"},
    "sip": {"transport": "tcp"},
}
TLS = {**{kind: {} for kind in GATEWAYS}, "sstp": {}, "softether": {}, "sip-tls": {"transport": "tls"}}
KINDS = {**PLAIN, **TLS}
BEGINNINGS = {
    "pptp": b"\x00\x9c\x00\x01\x1a\x2b\x3c\x4d\x00\x02",
    "ssh": b"SSH-2.0-Open",
    "rdp": b"\x03\x00\x00\x13\x0e",
    "stun": b"\x01\x01\x00\x0c\x21\x12\xa4\x42",
    "turn": b"\x01\x13\x00\x0c\x21\x12\xa4\x42",
    "sip": b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP",
    "sip-tls": b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS",
}
"""How an answer of each kind begins; those of the others are HTTP's."""
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Le"


def answers(
    kind: str, authority: Authority, serve: Callable[[socket.socket], None], seconds: float = PATIENT_S
) -> GatewayResult:
    """What is seen where a server does this with a connection, within TLS where the kind wants that."""
    name = kind.removesuffix("-tls")
    if kind in PLAIN:
        with listening(serve) as port:
            return probe_kind(name, port, seconds=seconds, **KINDS[kind])
    with tls(authority.leaf(), serve) as port:
        return probe_kind(name, port, seconds=seconds, ca=authority.path.read_text(), **KINDS[kind])


def beginning(kind: str) -> bytes:
    return BEGINNINGS.get(kind, HTTP)


def replying(raw: bytes) -> Callable[[socket.socket], None]:
    """Hears the question, says this and hangs up."""

    def serve(sock: socket.socket) -> None:
        sock.recv(4096)
        sock.sendall(raw)

    return serve


@pytest.mark.parametrize("kind", KINDS)
def test_cut_off_is_hanging_up_and_not_a_stranger(kind: str, authority: Authority) -> None:
    for size in (1, 3, len(beginning(kind))):
        result = answers(kind, authority, replying(beginning(kind)[:size]))
        assert result.verdict is GatewayVerdict.HANGS_UP, size


@pytest.mark.parametrize("kind", KINDS)
def test_cut_off_and_silent_is_stalling(kind: str, authority: Authority) -> None:
    def serve(sock: socket.socket) -> None:
        sock.sendall(beginning(kind))
        never_answer(sock)

    assert answers(kind, authority, serve, SHORT_S).verdict is GatewayVerdict.STALLS


@pytest.mark.parametrize("kind", KINDS)
def test_silence_is_stalling_and_a_closed_door_is_hanging_up(kind: str, authority: Authority) -> None:
    assert answers(kind, authority, never_answer, SHORT_S).verdict is GatewayVerdict.STALLS
    assert answers(kind, authority, lambda sock: sock.recv(4096) and None).verdict is GatewayVerdict.HANGS_UP


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_another_service(kind: str, authority: Authority) -> None:
    for seed in range(4):
        noise = b"\x9f" + random.Random(seed).randbytes(900)
        result = answers(kind, authority, replying(noise))
        assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "unknown")


@pytest.mark.parametrize("kind", KINDS)
def test_an_echo_is_no_gateway(kind: str, authority: Authority) -> None:
    def serve(sock: socket.socket) -> None:
        sock.sendall(sock.recv(4096))
        sock.settimeout(5)
        sock.recv(1)

    result = answers(kind, authority, serve, SHORT_S)
    assert result.verdict in (GatewayVerdict.OTHER, GatewayVerdict.STALLS)
    assert result.facts.get("gateway.other", "echo") in ("echo", "rdp")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("filling", [b"\x9f", b" ", b"<"])
def test_a_megabyte_is_not_listened_to_for_long(kind: str, filling: bytes, authority: Authority) -> None:
    result = answers(kind, authority, replying(beginning(kind) + filling * 1_000_000))
    assert result.verdict in (GatewayVerdict.OTHER, GatewayVerdict.STALLS, GatewayVerdict.HANGS_UP)


@pytest.mark.parametrize("kind", KINDS)
def test_one_byte_at_a_time_is_waited_for_no_longer_than_silence(kind: str, authority: Authority) -> None:
    def serve(sock: socket.socket) -> None:
        for byte in beginning(kind):
            sock.sendall(bytes([byte]))
            time.sleep(0.3)

    assert answers(kind, authority, serve, SHORT_S).verdict is GatewayVerdict.STALLS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", ["ssh", "rdp", "turn", "sip", "pulse"])
def test_the_beginning_of_another_kind_does_not_pass(kind: str, other: str, authority: Authority) -> None:
    result = answers(kind, authority, replying(beginning(other)))
    if beginning(kind)[:4] == beginning(other)[:4]:
        assert result.verdict is GatewayVerdict.HANGS_UP
        return
    assert result.verdict in (GatewayVerdict.OTHER, GatewayVerdict.HANGS_UP)
    assert result.facts.get("gateway.other", "unknown") in {protocol.value for protocol in DetectedProtocol}


@pytest.mark.parametrize("kind", TLS)
def test_tls_that_cannot_agree_with_ours_cannot_be_told(kind: str) -> None:
    def serve(sock: socket.socket) -> None:
        sock.recv(4096)
        sock.sendall(b"\x15\x03\x01\x00\x02\x02\x46")  # fatal: protocol_version

    name = kind.removesuffix("-tls")
    with listening(serve) as port:
        assert probe_kind(name, port, seconds=PATIENT_S, **KINDS[kind]).verdict is GatewayVerdict.CANNOT_TELL


@pytest.mark.parametrize("kind", TLS)
def test_no_tls_at_all_is_another_service(kind: str) -> None:
    name = kind.removesuffix("-tls")
    with listening(lambda sock: sock.sendall(b"SSH-2.0-x\r\n")) as port:
        result = probe_kind(name, port, **KINDS[kind])
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ssh")
