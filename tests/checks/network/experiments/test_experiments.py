"""What the replies of an experiment mean, and that each asks real servers as it says."""

import sys

import pytest

from checker.checks.context import ProbeContext
from checker.checks.network import CHECK
from checker.checks.network.experiments import fresh_name, other_prefix, page, past_vpn, path_end, refusal, sending
from checker.checks.network.experiments.home_routing import is_in_own_network
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.failure import FailureKind
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
