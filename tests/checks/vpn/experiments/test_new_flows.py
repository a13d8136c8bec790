"""A gateway that was silent, asked from new source ports."""

import socketserver
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from checker.checks.context import ProbeContext, RunSession
from checker.checks.registry import checks
from checker.checks.vpn.diagnose import diagnose
from checker.checks.vpn.experiments.new_flows import FLOWS, observe
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.checks.vpn.gateway_probes import HOST, gateway_table, make_need
from tests.net import servers

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


def flows_of(port: int, kind: str = "openvpn", first: str = "silent", seconds: float = 4.0) -> dict[str, object]:
    need, before = (
        make_need([gateway_table(kind, port)]),
        Observation(name="gateway.verdict", subject=kind, value=first),
    )
    context = ProbeContext(checks()["vpn"], BUILT_IN, Net(), "linux", RunSession()).limited(seconds)
    return {item.name: item.value for item in observe(kind, need, Observations([before]), context)}


def test_half_of_the_flows_are_dead() -> None:
    with openvpn_answering(lambda number, _: number % 2 == 0) as port:
        assert flows_of(port) == {"gateway.flows-tried": FLOWS + 1, "gateway.flows-answered": FLOWS // 2}


def test_flows_that_are_answered_in_part_are_no_dead_ones() -> None:
    with openvpn_answering(lambda number, packet: (number + packet) % 3 == 0) as port:
        assert flows_of(port) == {}


def test_silence_stays_silence() -> None:
    with openvpn_answering(lambda number, packet: False) as port:
        assert flows_of(port) == {}


def test_where_all_flows_are_alive_it_was_the_moment() -> None:
    with servers.listening(lambda sock: None) as port:
        assert flows_of(port, "tcp") == {"gateway.flows-tried": FLOWS + 1, "gateway.flows-answered": FLOWS}


@pytest.mark.parametrize(("first", "seconds"), [("refused", 4.0), ("answers", 4.0), ("silent", 0.5)])
def test_without_silence_or_without_time_nothing_is_tried(first: str, seconds: float) -> None:
    attempts: list[int] = []

    def is_answered(number: int, _packet: int) -> bool:
        attempts.append(number)
        return True

    with openvpn_answering(is_answered) as port:
        assert flows_of(port, first=first, seconds=seconds) == {}
    assert attempts == []


@pytest.mark.parametrize(
    ("answered", "code"), [(1, "vpn.flows-lost"), (4, "vpn.flows-lost"), (5, "vpn.unsteady"), (6, "vpn.unsteady")]
)
def test_a_silent_gateway_that_new_flows_reach_is_there(answered: int, code: str) -> None:
    values = {"gateway.verdict": "silent", "gateway.flows-tried": FLOWS + 1, "gateway.flows-answered": answered}
    observations = [Observation(name=name, subject="openvpn", value=value) for name, value in values.items()]
    findings = diagnose(Observations(observations), make_need([gateway_table("openvpn", 1194)]))
    assert [finding.code for finding in findings] == [code]
