"""Over a provider of two machines: who refuses, who swallows, how wide the way is, and what UDP as a whole does."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn import CHECK
from checker.checks.vpn.controls import packet_drop, syn_drop
from checker.checks.vpn.controls.hop_evidence import PacketDrop
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.model.observation import Observations
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.tcp.refusal import locate_refusal
from tests.checks.vpn.gateway_probes import gateway_table, make_context, make_gateway, make_need, observe_gateways
from tests.lab.vpn_home import GATEWAY
from tests.lab.vpn_servers import StrongSwan
from tests.lab.vpn_way import GATEWAY6, LongWay, way_or_skip
from tests.net.certificates import Authority

pytestmark = pytest.mark.netns
ADDRESSES = (GATEWAY, GATEWAY6)


@pytest.fixture(scope="module")
def built() -> Iterator[LongWay]:
    home = way_or_skip()
    yield home
    home.close()


@pytest.fixture
def home(built: LongWay) -> Iterator[LongWay]:
    yield built
    built.stop_servers()
    built.rules()
    built.width(1500)


@pytest.fixture
def strongswan(home: LongWay, tmp_path: Path) -> Iterator[StrongSwan]:
    server = StrongSwan(home, tmp_path)
    yield server
    server.close()


def seen_from(home: LongWay, kind: str, port: int, host: str = GATEWAY, **fields: Any) -> GatewayResult:
    gateway = make_gateway(kind, port, host=host, **fields)
    return home.at_the_pc(lambda: probe_gateway(gateway, make_context()))


def path(result: GatewayResult) -> dict[str, object]:
    return {name.removeprefix("path."): fact for name, fact in result.facts.items() if name.startswith("path.")}


REFUSALS = {
    ("router", "reject"): "router",
    ("router", "reject with icmpx type admin-prohibited"): "router",
    ("access", "reject"): "way",
    ("core", "reject with icmpx type admin-prohibited"): "way",
    ("router", "accept"): "gateway",
}


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize("kind", ["openvpn", "tcp"])
@pytest.mark.parametrize("case", REFUSALS, ids=" ".join)
def test_a_refusal_names_who_refuses(home: LongWay, case: tuple[str, str], kind: str, host: str) -> None:
    at, action = case
    home.rules(f"th dport 1194 {action}", at=at)
    result = seen_from(home, kind, 1194, host)
    assert result.verdict in (GatewayVerdict.REFUSED, GatewayVerdict.UNREACHABLE)
    assert result.facts["gateway.refused-by"] == REFUSALS[case]


@pytest.mark.parametrize("host", ADDRESSES)
def test_a_reset_that_the_router_forges_in_the_gateways_name(home: LongWay, host: str) -> None:
    home.rules("tcp dport 1194 reject with tcp reset")
    assert seen_from(home, "tcp", 1194, host).facts["gateway.refused-by"] == "router"
    home.rules("tcp dport 1194 reject with tcp reset", at="access")
    # whoever comes too late to trace it says that it is untraced, never that it is the gateway's for sure
    traced = [seen_from(home, "tcp", 1194, host).facts for _ in range(3)]
    answers = {(facts["gateway.refused-by"], facts["gateway.refusal-traced"]) for facts in traced}
    assert ("way", True) in answers
    assert answers <= {("way", True), ("gateway", False)}


@pytest.mark.parametrize("host", ADDRESSES)
def test_a_reset_that_may_be_the_gateways_own_is_only_believed_from_its_distance(home: LongWay, host: str) -> None:
    facts = seen_from(home, "tcp", 1194, host).facts
    assert (facts["gateway.refused-by"], facts["gateway.refusal-traced"]) == ("gateway", True)
    home.rules("tcp dport 1194 reject with tcp reset", at="core")
    assert seen_from(home, "tcp", 1194, host).facts["gateway.refusal-traced"] is False


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize(
    "at, action, word",
    [
        ("router", "host-unreachable", "router-no-route"),
        ("router", "no-route", "router-no-route"),
        ("access", "no-route", "no-route"),
        ("core", "host-unreachable", "no-route"),
    ],
)
def test_who_knows_no_way(home: LongWay, at: str, action: str, word: str, host: str) -> None:
    home.rules(f"th dport 1194 reject with icmpx type {action}", at=at)
    for kind in ("openvpn", "tcp"):
        results = []
        # Linux sends one such message a second to a neighbour (icmp_ratelimit), and the tests before had theirs
        while not results or (results[-1].verdict is GatewayVerdict.SILENT and len(results) < 4):
            results.append(seen_from(home, kind, 1194, host))
        assert results[-1].verdict is GatewayVerdict.UNREACHABLE
        assert results[-1].facts["gateway.refused-by"] == word


def test_this_pc_itself_forbids_it(home: LongWay) -> None:
    own = "table inet own {\nchain output {\ntype filter hook output priority 0\n"
    home.inside("pc", "nft", own + "udp dport 1194 drop\ntcp dport 1194 reject\n}\n}")
    try:
        udp, tcp = (seen_from(home, kind, 1194) for kind in ("openvpn", "tcp"))
    finally:
        home.inside("pc", "nft", "flush ruleset")
    assert (udp.verdict, udp.facts["gateway.refused-by"]) == (GatewayVerdict.BLOCKED_HERE, "pc")
    assert (tcp.verdict, tcp.facts["gateway.refused-by"]) == (GatewayVerdict.REFUSED, "pc")


def test_nobody_refuses_what_is_open_or_silent(home: LongWay) -> None:
    home.rules("tcp dport 1194 drop")
    assert home.at_the_pc(lambda: locate_refusal(GATEWAY, 1194)) is None
    assert home.at_the_pc(lambda: locate_refusal(GATEWAY, 1195)) is ErrorOrigin.TARGET


SWALLOWED = {"router": "home", "access": "provider", "core": "beyond"}


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize("at", SWALLOWED)
def test_where_packets_end(home: LongWay, at: str, host: str) -> None:
    home.rules("udp dport 1194 drop", at=at)
    context = GatewayContext((host,), time.monotonic() + 5, udp_trace=UdpTrace({1194: bytes(14)}))
    drop = home.at_the_pc(lambda: packet_drop.locate_drop(context, 1194))
    assert (drop.location, drop.leaves_home) == (SWALLOWED[at], True)


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize("at", SWALLOWED)
def test_where_the_first_packets_of_tcp_end(home: LongWay, at: str, host: str) -> None:
    home.rules("tcp dport 1194 drop", at=at)
    context = GatewayContext((host,), time.monotonic() + 5)
    drop = home.at_the_pc(lambda: syn_drop.locate_syn_drop(context, 1194))
    assert (drop.location, drop.singled_out) == (SWALLOWED[at], "" if at == "core" else "port")


def test_where_everything_ends_nothing_is_told_of_a_port(home: LongWay) -> None:
    home.rules("meta l4proto udp drop")
    context = GatewayContext((GATEWAY,), time.monotonic() + 5, udp_trace=UdpTrace({1194: bytes(14)}))
    assert home.at_the_pc(lambda: packet_drop.locate_drop(context, 1194)) == PacketDrop()


@pytest.mark.parametrize("port, fact", [(500, "silent"), (4500, "answers")])
def test_one_of_ipsecs_ports_ends_at_home(home: LongWay, strongswan: StrongSwan, port: int, fact: str) -> None:
    home.rules(f"udp dport {port} drop")
    result = seen_from(home, "ikev2", 500)
    assert (result.verdict.value, result.facts["gateway.stops-at"]) == (fact, "home")


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize("mtu", [1500, 1492, 1460, 1400])
def test_the_width_of_the_way_there(home: LongWay, strongswan: StrongSwan, mtu: int, host: str) -> None:
    home.width(mtu)
    icmp = {"told": True} if mtu < 1500 else {}
    assert path(seen_from(home, "ikev2", 500, host)) == {"mtu": mtu, **icmp, "fragments": True}
    home.width(mtu, with_icmp=False)
    silent = {"told": False, "direction": "up"} if mtu < 1500 else {"fragments": True}
    assert path(seen_from(home, "ikev2", 500, host)) == {"mtu": mtu, **silent}


def test_lost_packets_are_no_narrow_way(home: LongWay, strongswan: StrongSwan) -> None:
    home.rules("udp dport 500 numgen inc mod 3 == 1 drop")
    for _ in range(5):
        result = seen_from(home, "ikev2", 500)
        assert (result.verdict, path(result).get("mtu")) == (GatewayVerdict.ANSWERS, 1500)


def test_fragments_that_are_dropped(home: LongWay, strongswan: StrongSwan) -> None:
    home.rules("ip frag-off & 0x1fff != 0 drop", at="core")
    assert path(seen_from(home, "ikev2", 500)) == {"mtu": 1500, "fragments": False}


PORTAL = """
import contextlib, socketserver, ssl, sys
class Talk(socketserver.BaseRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError):
            context.wrap_socket(self.request, server_side=True).recv(100)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("", 443), Talk).serve_forever()
"""


def portal(home: LongWay, folder: Path) -> str:
    """TLS at the company with a certificate as long as real chains are; who signed it."""
    authority = Authority.make(folder)
    leaf = authority.leaf(names=("10.92.0.2", *(f"n{number}.firma.example" for number in range(120))))

    def ready() -> bool:
        return ":443 " in home.inside("company", "ss", "-lnt")

    home.serve(sys.executable, "-c", PORTAL, str(leaf), folder=folder, ready=ready, log="tls.log")
    return authority.path.read_text()


def test_the_width_of_the_way_back(home: LongWay, tmp_path: Path) -> None:
    ca = portal(home, tmp_path)
    assert seen_from(home, "https", 443, ca=ca).verdict is GatewayVerdict.ANSWERS
    for mtu in (1492, 1400):
        home.width(mtu, with_icmp=False)
        result = seen_from(home, "https", 443, ca=ca)
        assert (result.verdict, path(result)) == (
            GatewayVerdict.PATH_NARROW,
            {"mtu": mtu, "told": False, "direction": "down"},
        )
        home.rules()
        home.width(mtu)
        assert seen_from(home, "https", 443, ca=ca).verdict is GatewayVerdict.ANSWERS


def test_udp_as_a_whole(home: LongWay, tmp_path: Path) -> None:
    portal(home, tmp_path)
    home.rules("meta l4proto udp drop")
    tables = [
        gateway_table("openvpn", 1194, host=GATEWAY),
        gateway_table("ikev2", 500, host="10.96.0.1"),
        gateway_table("https", 443, host=GATEWAY),
    ]
    observations = Observations(home.at_the_pc(lambda: observe_gateways(tables)))
    codes = {finding.code for finding in CHECK.diagnose(observations, make_need(tables))}
    assert observations["udp.answers"].value is False
    assert "vpn.udp-blocked" in codes
    home.rules("udp dport 1194 drop")
    observations = Observations(home.at_the_pc(lambda: observe_gateways(tables)))
    codes = {finding.code for finding in CHECK.diagnose(observations, make_need(tables))}
    assert observations["udp.answers"].value is True
    assert codes >= {"vpn.port-blocked-at-home", "vpn.refused"} and "vpn.udp-blocked" not in codes


def test_no_thread_is_left(home: LongWay) -> None:
    home.rules("udp dport 1194 drop")
    seen_from(home, "openvpn", 1194)
    ends = time.monotonic() + 5
    while (
        any(thread.name.startswith(("witness", "narrow")) for thread in threading.enumerate())
        and time.monotonic() < ends
    ):
        time.sleep(0.05)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith(("witness", "narrow"))]
