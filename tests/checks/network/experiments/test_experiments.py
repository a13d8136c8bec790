"""What the replies of an experiment mean, and that each asks real servers as it says."""

import sys

import pytest

from checker.checks.context import ProbeContext
from checker.checks.network import CHECK, dead_ends
from checker.checks.network.dns.lookup import LookupResult
from checker.checks.network.experiments import fresh_name, other_prefix, page, past_vpn, path_end, refusal, sending
from checker.checks.network.experiments.home_routing import is_in_own_network
from checker.checks.network.experiments.subject import UnreachedHost
from checker.checks.network.local.adapters import LocalNetwork
from checker.checks.network.reach.target import ReachTarget
from checker.model.failure import FailureKind
from checker.model.observation import Observation, Observations
from checker.model.profile import Profile
from checker.net.http1.response import HttpResponse
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.icmp.messages import SILENCE, EchoReply, EchoReplyKind
from checker.net.net import Net
from checker.net.routes.interface import Interface, Medium
from checker.net.tcp.near_answer import nearest_answer
from tests.net import servers

TARGET = "192.175.48.10"
VPN_SERVER = "192.175.48.99"
LINK = Interface(
    name="lo", medium=Medium.CABLE, up=True, addresses=("192.168.178.20/8", "2a01:1:2:3::20/64", "2a01:1:2:4::20/64")
)


def context() -> ProbeContext:
    return ProbeContext(CHECK, Profile(code="AB", customer="x"), Net(), "linux")


def expired(responder: str) -> EchoReply:
    return EchoReply(kind=EchoReplyKind.EXPIRED, responder=responder)


@pytest.mark.parametrize(
    ("replies", "end"),
    [
        ([(1, None), (0, None)], "pc"),
        ([(1, SILENCE), (2, SILENCE), (0, SILENCE)], "nobody"),
        ([(1, expired("192.168.178.1")), (2, SILENCE)], "router"),
        ([(1, expired("192.168.178.1")), (2, expired("192.168.0.1"))], "home"),
        ([(1, SILENCE), (2, expired("100.64.7.1"))], "provider"),
        ([(1, SILENCE), (0, EchoReply(kind=EchoReplyKind.ANSWER, responder=TARGET))], "target"),
        ([(2, EchoReply(kind=EchoReplyKind.UNREACHABLE, responder="192.168.178.1"))], "nobody"),
    ],
)
def test_how_far_packets_come(replies: list[tuple[int, EchoReply | None]], end: str) -> None:
    assert path_end.path_end(TARGET, replies) == end


@pytest.mark.parametrize(
    ("reason", "origin", "refuser"),
    [
        (IcmpErrorReason.REFUSED, ErrorOrigin.ROUTER, "router"),
        (IcmpErrorReason.REFUSED, ErrorOrigin.PC, "pc"),
        (IcmpErrorReason.REFUSED, ErrorOrigin.PATH, "beyond"),
        (IcmpErrorReason.NO_ROUTE, ErrorOrigin.ROUTER, "no-route"),
        (IcmpErrorReason.NO_ROUTE, ErrorOrigin.PC, ""),  # a neighbour is silent: no refusal
        (IcmpErrorReason.EXPIRED, ErrorOrigin.ROUTER, ""),
    ],
)
def test_who_refuses_a_datagram(
    reason: IcmpErrorReason, origin: ErrorOrigin, refuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "locate_origin", lambda *_: origin)
    assert sending.refuser([IcmpError(reason=reason, sender="192.0.2.1")], TARGET, "linux") == refuser


@pytest.mark.parametrize(
    ("hops", "origin", "refuser"),
    [
        (0, None, "beyond"),
        (1, None, "router"),
        (2, None, "near"),
        (2, ErrorOrigin.ROUTER, "router"),
        (2, ErrorOrigin.TARGET, "near"),
        (1, ErrorOrigin.PC, "pc"),
    ],
)
def test_who_refuses_a_connection(hops: int, origin: ErrorOrigin | None, refuser: str) -> None:
    assert refusal.refuser(hops, origin) == refuser


def test_a_connection_that_is_answered_next_door() -> None:
    with servers.listening(lambda sock: None) as port:
        assert nearest_answer("127.0.0.1", port) == 1
    assert nearest_answer("127.0.0.1", port) == 1, "a refusal is an answer, too"


def test_a_fresh_name_that_nobody_knows_is_an_answer() -> None:
    with servers.names({}) as port, pytest.MonkeyPatch.context() as patch:
        patch.setattr(fresh_name, "query_dns", lambda name, server, wait: query(name, server, wait, port))
        facts = {
            item.name: item for item in fresh_name.observe_fresh_name("desk.example", ["127.0.0.1"], (), context())
        }
    assert facts["dns.server"].value == "this-pc"
    assert facts["dns.fresh"].failure is None
    assert "dns.fresh-kind" not in facts


def query(name: str, server: str, wait_s: float, port: int) -> list[str]:
    from checker.net.dns.query import query_dns  # noqa: PLC0415 - the one that is not replaced

    assert name.endswith(".desk.example.")
    return query_dns(name, server, wait_s, port=port)


@pytest.mark.parametrize(
    ("call", "refused_by", "sends"),
    [
        ("forbidden", "router", "yes"),
        ("forbidden", "beyond", "yes"),
        ("forbidden", "pc", "forbidden"),
        ("yes", "pc", "forbidden"),
        ("forbidden", "", "forbidden"),
        ("no-route", "router", "no-route"),
        ("yes", "router", "yes"),
    ],
)
def test_a_routers_prohibition_is_not_this_pcs(call: str, refused_by: str, sends: str) -> None:
    """By IPv6 both come up as EACCES at the next send; the error queue tells whose it is."""
    assert sending.outcome_beside(call, refused_by) == sends


@pytest.mark.parametrize(
    ("server", "server_kind"),
    [("192.168.178.1", "router"), ("127.0.0.53", "this-pc"), ("9.9.9.9", "public"), ("10.9.8.7", "private")],
)
def test_where_a_dns_server_stands(server: str, server_kind: str) -> None:
    assert fresh_name.server_place(server, ("192.168.178.1",)) == server_kind


@pytest.mark.parametrize(
    "sources, place",
    [
        ({"172.20.5.1": "172.20.5.9", "192.168.178.1": "192.168.178.20"}, "other-adapter"),
        ({"172.20.5.1": "192.168.178.20", "192.168.178.1": "192.168.178.20"}, "home"),
        ({}, "home"),
    ],
)
def test_a_server_behind_another_adapter_is_none_of_the_routers_home(
    monkeypatch: pytest.MonkeyPatch, sources: dict[str, str], place: str
) -> None:
    monkeypatch.setattr(fresh_name, "is_on_link", lambda address: True)
    monkeypatch.setattr(fresh_name, "source_address_towards", sources.get)
    assert fresh_name.server_place("192.168.178.1", ("172.20.5.1", "fe80::1")) == place


@pytest.mark.parametrize(
    "own, place", [("2a01:1:2:3::20/64", "home"), ("192.168.99.2/24", "other-adapter"), ("", "other-adapter")]
)
def test_a_server_of_the_other_ip_version_is_looked_for_at_the_adapter(
    monkeypatch: pytest.MonkeyPatch, own: str, place: str
) -> None:
    """The router is known by IPv4, the server by IPv6: only the adapter tells whether both are of one home."""
    monkeypatch.setattr(fresh_name, "is_on_link", lambda address: True)
    sources = {"172.20.5.1": "172.20.5.9", "2a01:1:2:3::1": "2a01:1:2:3::20"}
    monkeypatch.setattr(fresh_name, "source_address_towards", sources.get)
    link = Interface(name="eth1", medium=Medium.CABLE, up=True, addresses=(own,) if own else ())
    assert fresh_name.server_place("2a01:1:2:3::1", ("172.20.5.1",), link) == place


@pytest.mark.parametrize(
    "sources, is_answered",
    [
        ({TARGET: "10.8.0.2", VPN_SERVER: "192.168.178.20"}, False),
        ({TARGET: "192.168.178.20", VPN_SERVER: "10.8.0.2"}, True),
        ({}, False),
    ],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_who_is_reached_beside_the_vpn_does_not_answer_through_it(
    monkeypatch: pytest.MonkeyPatch, sources: dict[str, str], is_answered: bool, is_late: bool
) -> None:
    """Of a host whose name was found too late it is not known which way it was reached."""
    monkeypatch.setattr(dead_ends, "source_address_towards", sources.get)
    tunnel = Interface(name="tun0", medium=Medium.VPN, up=True, addresses=("10.8.0.2/24",))
    pc = LocalNetwork(interfaces=(LINK, tunnel), gateway=None, link=LINK)
    results = [
        LookupResult(target=ReachTarget(subject=f"{name}:443", host=name, port=443), addresses=addresses)
        for name, addresses in (("silent.example", (TARGET,)), ("alive.example", () if is_late else (VPN_SERVER,)))
    ]
    observations = Observations([Observation(name="reach.v4", subject="alive.example:443", value=9.0)])
    expected = None if is_late else is_answered
    assert dead_ends.is_answered_through_vpn(results, pc, observations) is expected


def test_past_the_vpn() -> None:
    loopback = Interface(name="lo", medium=Medium.CABLE, up=True, addresses=("127.0.0.1/8",))
    with servers.listening(lambda sock: None) as port:
        host = UnreachedHost(subject="desk", host="", address="127.0.0.1", port=port)
        (opened,) = past_vpn.observe_past_vpn(host, loopback, context())
    assert opened.failure is None
    missing = Interface(name="none9", medium=Medium.CABLE, up=True)  # Windows knows an adapter by its address
    (failed,) = past_vpn.observe_past_vpn(host, missing, context())
    assert failed.failure is not None
    assert failed.failure.kind is (FailureKind.MISSING if sys.platform == "win32" else FailureKind.UNSUPPORTED)


def test_a_netmask_that_takes_in_the_internet() -> None:
    assert is_in_own_network("192.175.48.10", LINK)
    assert not is_in_own_network("9.9.9.9", LINK)


def test_one_address_of_each_other_prefix() -> None:
    assert other_prefix.other_sources(LINK, "2a01:1:2:3::20") == ["2a01:1:2:4::20"]
    assert other_prefix.other_sources(LINK, "2a01:1:2:5::1") == ["2a01:1:2:3::20", "2a01:1:2:4::20"]


def test_loopback_sends() -> None:
    host = UnreachedHost(subject="desk", host="", address="127.0.0.1", port=9)
    facts = {item.name: item.value for item in sending.observe_sending(host, context())}
    assert facts["sends.v4"] in ("yes", "forbidden")


def response(status: int, location: str = "", body: bytes = b"") -> HttpResponse:
    headers = {"location": location} if location else {}
    return HttpResponse(status=status, headers=headers, body=body, round_trip_s=0.1)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (response(302, "http://portal.example/login"), "sign-in"),
        (response(511), "sign-in"),
        (response(302, "http://fritz.box/tools/kids_not_allowed.lua"), "router"),
        (response(302, "http://127.0.0.1/blocked"), "router"),
        (response(301, "https://desk.example/generate_204"), "other"),
        (response(200, body=b"<html>"), "page"),
        (response(204), "other"),
        (response(404, body=b"no"), "other"),
        (response(302, "http://[::bad/"), "other"),
    ],
)
def test_what_a_page_is(answer: HttpResponse, kind: str) -> None:
    assert page.page_kind(answer, "desk.example", TARGET) == kind
