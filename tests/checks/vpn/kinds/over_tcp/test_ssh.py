"""SSH's greeting, as servers send it and as others do not. The real OpenSSH stands in the lab."""

import socket
import time

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import closed_port, never_answer, ssh_banner
from tests.net.servers import listening

GREETINGS = {
    "OpenSSH": b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n",
    "old and new": b"SSH-1.99-Cisco-1.25\n",
    "lines before it": b"Welcome.\r\nNo entry for strangers.\r\nSSH-2.0-x\r\n",
}
FOREIGN = {
    "mail": (b"220 mail.muster.example ESMTP\r\n", "mail-or-ftp"),
    "only the old version": (b"SSH-1.5-1.2.27\r\n", "ssh"),
    "in the middle of a line": (b"<p>SSH-2.0-x</p>\r\n", "http"),
}


def test_it_answers_as_itself_and_is_greeted() -> None:
    received: list[bytes] = []

    def serve(sock: socket.socket) -> None:
        sock.sendall(GREETINGS["OpenSSH"])
        sock.settimeout(5)
        while piece := sock.recv(4096):
            received.append(piece)

    with listening(serve) as port:
        result = probe_kind("ssh", port)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "greeting")
    until = time.monotonic() + 10
    while not received and time.monotonic() < until:
        time.sleep(0.01)
    assert b"".join(received) == b"SSH-2.0-HomeofficeCheck\r\n"
    assert 0 < result.facts["gateway.tcp"] < 5000 and 0 < result.facts["gateway.rtt"] < 5000, "milliseconds"


@pytest.mark.parametrize("case", GREETINGS)
def test_greetings(case: str) -> None:
    with listening(lambda sock: sock.sendall(GREETINGS[case])) as port:
        assert probe_kind("ssh", port).verdict is GatewayVerdict.ANSWERS


@pytest.mark.parametrize("case", FOREIGN)
def test_other_services_are_named(case: str) -> None:
    greeting, word = FOREIGN[case]

    def serve(sock: socket.socket) -> None:
        sock.sendall(greeting)
        sock.recv(100)

    with listening(serve) as port:
        result = probe_kind("ssh", port)
    expected = GatewayVerdict.HANGS_UP if word == "ssh" else GatewayVerdict.OTHER
    assert result.verdict is expected
    assert result.facts.get("gateway.other") == (None if word == "ssh" else word)


def test_a_web_server_says_what_it_is_when_it_is_greeted() -> None:
    def serve(sock: socket.socket) -> None:
        sock.recv(4096)
        sock.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")

    with listening(serve) as port:
        result = probe_kind("ssh", port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "http")


def test_silence_hanging_up_and_a_closed_port() -> None:
    with listening(never_answer) as port:
        assert probe_kind("ssh", port, seconds=1).verdict is GatewayVerdict.STALLS
    with listening(lambda sock: None) as port:
        assert probe_kind("ssh", port).verdict is GatewayVerdict.HANGS_UP
    assert probe_kind("ssh", closed_port()).verdict is GatewayVerdict.REFUSED


def test_an_ssh_server_is_no_remote_desktop() -> None:
    with listening(ssh_banner) as port:
        result = probe_kind("rdp", port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ssh")
