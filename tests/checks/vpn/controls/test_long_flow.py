"""A flow that is cut off after its first packets, and what must not look so: loss, an outage, a server that limits."""

import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from checker.checks.vpn.controls import long_flow
from checker.checks.vpn.controls.long_flow import FlowLife
from checker.checks.vpn.experiments import new_flows
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
from checker.demo.gateways.wireguard import WireGuardResponder
from tests.checks.vpn.gateway_probes import HOST, make_gateway
from tests.checks.vpn.kinds.tunnel_servers import decline_ikev1
from tests.net import servers

IsPassing = Callable[[int, int], bool]
"""By the number of the flow and of its packet, both from 0."""


@contextmanager
def gateway(passes: IsPassing, answer: Callable[[bytes], list[bytes]] = decline_ikev1) -> Iterator[int]:
    flows: dict[int, int] = {}
    packets: Counter[int] = Counter()
    lock = threading.Lock()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            source = self.client_address[1]
            with lock:
                number = flows.setdefault(source, len(flows))
                packets[source] += 1
                is_passing = passes(number, packets[source] - 1)
            for reply in answer(raw) if is_passing else ():
                sock.sendto(reply, self.client_address)

    with socketserver.ThreadingUDPServer((HOST, 0), Handler) as server, servers.serving(server):
        yield server.server_address[1]


def life_at(port: int, kind: str = "ikev1", seconds: float = 15.0, **more: object) -> FlowLife:
    trace = UdpTrace(answering_addresses={port: HOST})
    context = GatewayContext((HOST,), time.monotonic() + seconds, udp_trace=trace)
    return long_flow.flow_life(make_gateway(kind, port, **more), context, 1.0)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_flow, "WAIT_S", 0.1)


@pytest.mark.parametrize("packets", [1, 3])
def test_a_flow_that_dies_after_its_first_packets_is_cut_off(packets: int) -> None:
    with gateway(lambda _flow, packet: packet < packets) as port:
        assert life_at(port) is FlowLife.CUT_OFF


def test_a_gateway_that_goes_on_answering_is_well_in_a_moment() -> None:
    with gateway(lambda _flow, _packet: True) as port:
        assert life_at(port) is FlowLife.LIVES


def test_the_probes_own_peer_of_wireguard_goes_on() -> None:
    responder = WireGuardResponder()
    with gateway(lambda _flow, _packet: True, lambda raw: responder.answer(raw, (HOST, 0))) as port:
        assert life_at(port, "wireguard", **responder.table) is FlowLife.LIVES
    with gateway(lambda _flow, packet: packet < 1, lambda raw: responder.answer(raw, (HOST, 0))) as port:
        assert life_at(port, "wireguard", **responder.table) is FlowLife.CUT_OFF


def test_lost_packets_cut_nothing_off() -> None:
    drawn = random.Random(5)
    with gateway(lambda _flow, _packet: drawn.random() > 0.5) as port:
        assert life_at(port) is not FlowLife.CUT_OFF


def test_where_no_new_flow_is_answered_either_nothing_is_proven() -> None:
    with gateway(lambda flow, packet: flow < 2 and packet < 1) as port:
        assert life_at(port) is FlowLife.UNKNOWN


def test_one_flow_that_dies_is_not_both() -> None:
    with gateway(lambda flow, packet: flow == 1 or packet < 1) as port:
        assert life_at(port) is FlowLife.LIVES


@pytest.mark.parametrize("kind", ["stun", "openvpn"])
def test_other_kinds_are_left_alone(kind: str) -> None:
    with gateway(lambda _flow, _packet: pytest.fail("it was asked")) as port:
        assert life_at(port, kind) is FlowLife.UNKNOWN


def test_without_time_nothing_is_asked() -> None:
    with gateway(lambda _flow, _packet: pytest.fail("it was asked")) as port:
        assert life_at(port, seconds=1.0) is FlowLife.UNKNOWN


def test_a_new_flow_that_is_not_answered_at_all_is_told_apart() -> None:
    """The first answer was in another flow: whole flows die, as where a table of connections is full."""
    with gateway(lambda flow, _packet: flow > 0) as port:
        assert life_at(port) is FlowLife.UNBORN
    with gateway(lambda flow, _packet: flow % 2 > 0) as port:
        context = GatewayContext((HOST,), time.monotonic() + 8)
        facts = new_flows.dead_flow_facts(make_gateway("ikev1", port), context)
    assert facts == {"gateway.flows-tried": new_flows.FLOWS + 1, "gateway.flows-answered": new_flows.FLOWS // 2}
