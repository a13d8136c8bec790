"""PPTP against answers as RFC 2637 writes them; tests/lab has pptpd."""

import socket
import time

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.tunnel_servers import pptp
from tests.checks.vpn.loopback_services import closed_port
from tests.net.servers import listening


@pytest.mark.parametrize("result, word", [(1, "opens"), (5, "declines")])
def test_it_is_opened_and_ended(result: int, word: str) -> None:
    received: list[bytes] = []

    def serve(sock: socket.socket) -> None:
        sock.settimeout(5)
        received.append(sock.recv(4096))
        sock.sendall(pptp(result))
        received.append(sock.recv(4096))

    with listening(serve) as port:
        probed = probe_kind("pptp", port)
    assert (probed.verdict, probed.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, word)
    assert len(received[0]) == 156 and received[0][:10] == bytes.fromhex("009c00011a2b3c4d0001")
    until = time.monotonic() + 5
    while len(received) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert received[1][:10] == bytes.fromhex("001000011a2b3c4d0003"), "Stop-Control-Connection-Request"


def test_said_twice_is_said() -> None:
    def serve(sock: socket.socket) -> None:
        sock.recv(4096)
        sock.sendall(pptp() * 2)

    with listening(serve) as port:
        assert probe_kind("pptp", port).verdict is GatewayVerdict.ANSWERS


def test_a_closed_port_refuses() -> None:
    assert probe_kind("pptp", closed_port()).verdict is GatewayVerdict.REFUSED
