"""A gateway that was silent, asked from new source ports."""

import socket
import socketserver
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from checker.checks.vpn.experiments.new_flows import FLOWS, try_new_flows
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import HOST, make_gateway
from tests.net import servers

SILENT = GatewayResult(GatewayVerdict.SILENT, {"gateway.tries": 3})
OPCODE = b"\x40"


@contextmanager
def openvpn_answering(is_answered: Callable[[int, int], bool]) -> Iterator[int]:
    """Answers a reset where `is_answered(number of the flow, packets of it so far)` says so."""
    flows: dict[int, int] = {}
    packets: Counter[int] = Counter()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            source = self.client_address[1]
            number = flows.setdefault(source, len(flows))
            packets[source] += 1
            if is_answered(number, packets[source]):
                session = raw[1:9]
                answer = OPCODE + b"serversi" + b"\x01" + bytes(4) + session + bytes(4)
                sock.sendto(answer, self.client_address)

    with socketserver.UDPServer((HOST, 0), Handler) as server, servers.serving(server):
        yield server.server_address[1]


def result_of(port: int, kind: str = "openvpn") -> GatewayResult:
    context = GatewayContext((HOST,), time.monotonic() + 8)
    return try_new_flows(make_gateway(kind, port), context, SILENT)


def test_half_of_the_flows_are_dead() -> None:
    with openvpn_answering(lambda number, _: number % 2 == 0) as port:
        result = result_of(port)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert (result.facts["gateway.flows-tried"], result.facts["gateway.flows-answered"]) == (FLOWS + 1, FLOWS // 2)


def test_flows_that_are_answered_in_part_are_no_dead_ones() -> None:
    with openvpn_answering(lambda number, packet: (number + packet) % 3 == 0) as port:
        result = result_of(port)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert result.facts == {"gateway.tries": 2}


def test_silence_stays_silence() -> None:
    with openvpn_answering(lambda number, packet: False) as port:
        assert result_of(port) is SILENT


def test_where_all_flows_are_alive_it_was_the_moment() -> None:
    with servers.listening(lambda sock: None) as port:
        result = result_of(port, "tcp")
    assert (result.verdict, result.facts["gateway.again"]) == (GatewayVerdict.SILENT, "answers")


def test_without_time_nothing_is_tried() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((HOST, 0))
        context = GatewayContext((HOST,), time.monotonic() + 0.5)
        assert try_new_flows(make_gateway("openvpn", sock.getsockname()[1]), context, SILENT) is SILENT
        sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            sock.recv(1)
