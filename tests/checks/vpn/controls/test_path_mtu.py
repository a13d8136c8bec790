"""How wide the way to a gateway is: towards one by UDP, and back from one by TCP."""

import socket
import sys
import time
from dataclasses import replace

import pytest

from checker.checks.vpn.controls import path_mtu
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.demo.gateways.ikev2 import decline
from checker.model.failure import Failure, FailureKind, Operation
from tests.checks.vpn.gateway_probes import make_context, make_gateway, probe_kind
from tests.checks.vpn.loopback_services import HOST, udp_service

UNSHOWN = Failure(operation=Operation.TLS, kind=FailureKind.NOT_MEASURED)


def path(result: GatewayResult) -> dict[str, object]:
    return {name.removeprefix("path."): fact for name, fact in result.facts.items() if name.startswith("path.")}


@pytest.mark.parametrize(
    "largest, expected",
    [
        (65535, {"mtu": 1500, "fragments": True}),
        (2000, {"mtu": 1500, "fragments": False}),
        (1420, {"mtu": 1440, "told": False, "direction": "up"}),
        (1252, {"mtu": 1280, "told": False, "direction": "up"}),
        (1000, {"mtu": 1000, "told": False, "direction": "up"}),
        (300, {}),
    ],
)
def test_ike_is_filled_up(largest: int, expected: dict[str, object]) -> None:
    with udp_service(lambda raw: decline(raw, (HOST, 0)) if len(raw) <= largest else []) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert (result.verdict, path(result)) == (GatewayVerdict.ANSWERS, expected)


def test_a_gateway_that_answers_only_so_many_drops_no_fragments() -> None:
    """Behind each large request it answers two more, as one that has spent what it may send at once."""
    remaining = [1000]

    def answer(raw: bytes) -> list[bytes]:
        remaining[0] = 2 if len(raw) > 2000 else remaining[0] - 1
        return decline(raw, (HOST, 0)) if len(raw) <= 2000 and remaining[0] >= 0 else []

    with udp_service(answer) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert path(result).get("fragments") is not False


def test_what_cannot_be_filled_up_is_not_measured() -> None:
    assert (
        path_mtu.measure_path_mtu(
            make_gateway("wireguard", 51820),
            replace(make_context(), udp_trace=UdpTrace(answering_addresses={51820: HOST})),
            1.0,
        )
        == {}
    )
    assert path_mtu.measure_path_mtu(make_gateway("ikev2", 500), make_context(), 1.0) == {}


class Kinds:
    """In place of a kind's probe: what it sees by the size of the packets that were asked for."""

    def __init__(self, works: tuple[int, ...], verdict: GatewayVerdict = GatewayVerdict.ANSWERS) -> None:
        self.works, self.verdict, self.segments = works, verdict, []

    def __call__(self, gateway: HttpsGateway, towards: GatewayContext) -> GatewayResult:
        self.segments.append(towards.segment)
        if len(self.segments) == 1 or towards.segment not in self.works:
            return GatewayResult(GatewayVerdict.STALLS)
        return GatewayResult(self.verdict, {"gateway.tls": 20.0})


NARROW = {"told": False, "direction": "down"}


@pytest.mark.parametrize(
    "works, verdict, expected",
    [
        ((1360, 1240), GatewayVerdict.PATH_NARROW, {"mtu": 1400, **NARROW}),
        ((1452, 1420, 1360, 1240), GatewayVerdict.PATH_NARROW, {"mtu": 1492, **NARROW}),
        ((1240,), GatewayVerdict.PATH_NARROW, {"mtu": 1280, **NARROW}),
        ((), GatewayVerdict.STALLS, {}),
        ((0, 1452, 1420, 1360, 1240), GatewayVerdict.ANSWERS, {}),
    ],
)
def test_a_stall_is_asked_again_for_small_packets(
    monkeypatch: pytest.MonkeyPatch, works: tuple[int, ...], verdict: GatewayVerdict, expected: dict[str, object]
) -> None:
    kind = Kinds(works)
    monkeypatch.setitem(path_mtu.GATEWAY_PROBES, HttpsGateway, kind)
    result = probe_gateway(make_gateway("https", 443), make_context())
    assert (result.verdict, path(result)) == (verdict, expected)
    assert sorted(kind.segments) == [0, 0, 1240, 1360, 1420, 1452]


def test_a_bad_certificate_in_small_packets_is_a_narrow_way_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(path_mtu.GATEWAY_PROBES, HttpsGateway, Kinds((1240,), GatewayVerdict.CERTIFICATE))
    assert probe_gateway(make_gateway("https", 443), make_context()).verdict is GatewayVerdict.PATH_NARROW


def test_by_ipv6_the_headers_are_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kinds(())
    monkeypatch.setitem(path_mtu.GATEWAY_PROBES, HttpsGateway, kind)
    path_mtu.probe_with_small_segments(
        make_gateway("https", 443), replace(make_context(), addresses=("::1",)), GatewayResult(GatewayVerdict.STALLS)
    )
    assert sorted(kind.segments) == [0, 1220, 1340, 1400, 1432]


@pytest.mark.parametrize(
    "result, stalls",
    [
        (GatewayResult(GatewayVerdict.STALLS), True),
        (GatewayResult(GatewayVerdict.ANSWERS, {"certificate.trust": UNSHOWN}), True),
        (GatewayResult(GatewayVerdict.ANSWERS, {"certificate.trust": "trusted"}), False),
        (GatewayResult(GatewayVerdict.ANSWERS), False),
        (GatewayResult(GatewayVerdict.HANGS_UP), False),
    ],
)
def test_what_counts_as_a_stall(result: GatewayResult, stalls: bool) -> None:
    assert path_mtu.has_stalled(result) is stalls


@pytest.mark.skipif(sys.platform == "win32", reason="Winsock does not tell the size of a segment (10042)")
def test_a_real_connection_asks_for_the_size_it_is_told() -> None:
    sizes: list[int] = []
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(5)
        port = server.getsockname()[1]
        context = replace(make_context(), addresses=(HOST,), segment=1240, deadline=time.monotonic() + 5)
        assert (
            path_mtu.GATEWAY_PROBES[type(make_gateway("tcp", port))](make_gateway("tcp", port), context).verdict
            is GatewayVerdict.ANSWERS
        )
        sock, _ = server.accept()
        with sock:
            sizes.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
    assert 0 < sizes[0] <= 1240
