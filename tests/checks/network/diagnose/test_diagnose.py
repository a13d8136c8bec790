"""What was seen, and what must be said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.network import CHECK
from checker.checks.network.diagnose import diagnose
from checker.checks.network.diagnose.home import LOSS_LIMIT
from checker.checks.network.diagnose.significance import binomial_p_value, fisher_p_value
from checker.checks.network.need import NetworkNeed
from checker.knowledge.causes import causes
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.observation import Observation, Observations, Value

WELL: dict[str, Value | Failure] = {
    "adapters.up": 1,
    "link.medium": "cable",
    "link.speed": 1000,
    "link.full-duplex": True,
    "address.v4": "private",
    "address.v6": "global",
    "gateway.known": True,
    "gateway.sent": 50,
    "gateway.lost": 0,
    "gateway.median": 0.6,
    "gateway.p95": 1.4,
    "vpn.active": False,
    "proxy.used": False,
    "dns.system@desk": 12.0,
    "dns.configured": 9.0,
    "reach.v4@desk": 18.0,
    "reach.v6@desk": 19.0,
    "desk.local": False,
    "desk.secure": True,
    "desk.status": 204,
    "desk.empty": True,
    "desk.elsewhere": False,
}
TIMEOUT = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
REFUSED = Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED)
UNREACHABLE = Failure(operation=Operation.CONNECT, kind=FailureKind.UNREACHABLE)
DENIED = Failure(operation=Operation.CONNECT, kind=FailureKind.DENIED)
NO_SUCH = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_FOUND)
DNS_SILENT = Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT)
NO_ANSWER = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
HALF_ANSWER = Failure(operation=Operation.RECEIVE, kind=FailureKind.BAD_ANSWER)
NOT_LOADED = Failure(operation=Operation.REQUEST, kind=FailureKind.TIMEOUT)
NO_ECHO = Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
BAD_CERTIFICATE = Failure(operation=Operation.TLS, kind=FailureKind.CERTIFICATE)
GONE = None
"""Not observed at all."""

SILENT_ROUTER = {"gateway.lost": 50, "gateway.median": NO_ECHO, "gateway.p95": NO_ECHO}
DEAD_DESK = {"reach.v4@desk": TIMEOUT, "reach.v6@desk": TIMEOUT, "desk.status": TIMEOUT, "desk.empty": GONE}
NO_NAMES = {**DEAD_DESK, "reach.v4@desk": GONE, "reach.v6@desk": GONE, "dns.system@desk": DNS_SILENT}
NO_DESK = dict.fromkeys([name for name in WELL if "desk" in name])
OFFLINE = {**NO_NAMES, "gateway.known": False, "gateway.sent": GONE, "gateway.lost": GONE, "gateway.p95": GONE}
PORTAL = "network.captive-portal"


def observations_of(changes: dict[str, Value | Failure | None]) -> Observations:
    values = {**WELL, **changes}
    return Observations(observation(key, value) for key, value in values.items() if value is not None)


def observation(key: str, value: Value | Failure) -> Observation:
    name, _, subject = key.partition("@")
    CHECK.fact(name)
    if isinstance(value, Failure):
        return Observation(name=name, subject=subject, failure=value)
    return Observation(name=name, subject=subject, value=value)


def diagnosed(changes: dict[str, Value | Failure | None], need: NetworkNeed | None = None) -> list[Finding]:
    return list(diagnose(observations_of(changes), need or NetworkNeed()))


def codes(findings: list[Finding]) -> set[str]:
    return {f"{finding.code} {finding.level.value}" for finding in findings}


WIFI = {"network.on-wifi note"}
LOSSY = {
    "provider.sent": 80,
    "provider.lost": 8,
    "provider.median": 20.0,
    "provider.p95": 24.0,
    "provider.connects": 35,
    "provider.connects-lost": 4,
}
LATE = {
    **LOSSY,
    "provider.lost": 0,
    "provider.p95": 90.0,
    "provider.connects-lost": 0,
    "provider.connects-median": 21.0,
    "provider.connects-p95": 85.0,
}
SLOW = {"dns.system@desk": 1800.0, "dns.again": 1500.0}
LIE = {
    "dns.kind@desk": "nothing",
    "dns.kind-outside@desk": "public",
    "reach.v4@desk": REFUSED,
    "reach.v6@desk": REFUSED,
    "desk.status": REFUSED,
    "desk.empty": GONE,
}
SHUT_OUT = {**DEAD_DESK, "proxy.script": True, "proxy.script-loads": NOT_LOADED}
FINE = {"network.home-fine ok", "network.desk-reached ok"}
HOME = {"network.home-fine ok"}
DESK = {"network.desk-reached ok"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, FINE),
        # the adapter and the address
        ({**OFFLINE, "adapters.up": 0, "address.v4": "none", "address.v6": "none"}, {"network.no-adapter blocker"}),
        ({**OFFLINE, "address.v4": "self-assigned", "address.v6": "none"}, {"network.no-address blocker"}),
        ({**OFFLINE, "address.v4": "none", "address.v6": "none"}, {"network.no-address blocker"}),
        ({**OFFLINE}, {"network.no-gateway blocker"}),
        ({"gateway.known": False, "adapters.up": 0}, FINE),
        ({**OFFLINE, **NO_DESK}, {"network.no-gateway blocker"}),
        (
            {**OFFLINE, "gateway.known": UNREACHABLE, "adapters.up": UNREACHABLE},
            {"network.not-measured unknown"},
        ),
        # a router that does not answer
        (SILENT_ROUTER, {"network.gateway-not-measured note", *DESK}),
        ({**SILENT_ROUTER, **NO_NAMES, "dns.configured": DNS_SILENT}, {"network.gateway-silent blocker"}),
        ({**SILENT_ROUTER, **DEAD_DESK}, {"network.gateway-not-measured note", "network.desk-silent unknown"}),
        (
            {**SILENT_ROUTER, **NO_DESK, "dns.configured": GONE},
            {"network.gateway-not-measured note", "network.no-desk note"},
        ),
        ({**SILENT_ROUTER, **NO_DESK, "dns.configured": DNS_SILENT}, {"network.gateway-silent blocker"}),
        (
            {"gateway.sent": Failure(operation=Operation.PING, kind=FailureKind.MISSING), "gateway.lost": GONE},
            {"network.gateway-not-measured note", *DESK},
        ),
        # macOS keeps the program from the router: no alarm, and nothing said of the link
        ({**SILENT_ROUTER, "gateway.forbidden": True}, {"network.local-network-forbidden unknown", *DESK}),
        (
            {**SILENT_ROUTER, **NO_NAMES, "dns.configured": DNS_SILENT, "gateway.forbidden": True},
            {"network.local-network-forbidden unknown", "network.router-or-line blocker"},
        ),
        ({**SILENT_ROUTER, "gateway.forbidden": False}, {"network.gateway-not-measured note", *DESK}),
        ({"gateway.forbidden": False}, FINE),
        # loss and delay at home
        ({"gateway.lost": 1, "gateway.slow-sent": 20, "gateway.slow-lost": 0}, FINE),
        (
            {"gateway.lost": 3, "gateway.slow-sent": 20, "gateway.slow-lost": 1},
            {"network.link-disturbed warning", *DESK},
        ),
        (
            {"link.medium": "wifi", "gateway.lost": 4, "gateway.slow-sent": 20, "gateway.slow-lost": 0},
            {"network.wifi-disturbed warning", "network.on-wifi note", *DESK},
        ),
        (
            {"link.medium": "wifi", "gateway.p95": 21.0},
            {"network.wifi-disturbed warning", "network.on-wifi note", *DESK},
        ),
        ({"link.medium": "wifi"}, {"network.on-wifi note", *FINE}),
        ({"gateway.sent": 10, "gateway.p95": 45.0}, FINE),
        (
            {"gateway.lost": 30, "gateway.slow-sent": 20, "gateway.slow-lost": 0},
            {"network.gateway-not-measured note", *DESK},
        ),
        (
            {"gateway.lost": 30, "gateway.slow-sent": 20, "gateway.slow-lost": 12},
            {"network.link-disturbed warning", *DESK},
        ),
        # the cable
        ({"link.speed": 100}, {"network.cable-slow note", *DESK}),
        ({"link.speed": 10}, {"network.cable-slow warning", *DESK}),
        ({"link.full-duplex": False}, {"network.cable-half-duplex warning", *DESK}),
        ({"link.medium": "wifi", "link.speed": 72}, {"network.on-wifi note", *FINE}),
        # VPN and proxy
        ({"vpn.active": True, "vpn.carries-all": False}, {"network.vpn-active note", *FINE}),
        ({"vpn.active": True, "vpn.carries-all": True}, {"network.vpn-active note", *FINE}),
        (
            {"vpn.active": True, "vpn.carries-all": True, "vpn.carries-company": False},
            {"network.vpn-active warning", *FINE},
        ),
        (
            {"vpn.active": True, "vpn.carries-all": True, "vpn.carries-company": True},
            {"network.vpn-active note", *FINE},
        ),
        ({"proxy.used": True}, {"network.proxy note", *FINE}),
        ({"proxy.used": True, "dns.system@desk": NO_SUCH}, {"network.proxy note", *FINE}),
        ({"proxy.used": True, "reach.v4@desk": TIMEOUT, "reach.v6@desk": TIMEOUT}, {"network.proxy note", *FINE}),
        (
            {"proxy.used": True, "reach.v4@other:443": TIMEOUT, "reach.v6@other:443": NO_SUCH},
            {"network.proxy note", *FINE},
        ),
        ({"proxy.used": True, "desk.status": REFUSED}, {"network.proxy-broken blocker", *HOME}),
        ({"proxy.used": True, "desk.status": TIMEOUT}, {"network.proxy-broken blocker", *HOME}),
        (
            {"proxy.used": True, **DEAD_DESK},
            {"network.proxy note", "network.desk-silent unknown", *HOME},
        ),
        (
            {"proxy.used": True, "desk.status": Failure(operation=Operation.CONNECT, kind=FailureKind.UNSUPPORTED)},
            {"network.proxy unknown", *HOME},
        ),
        # in the desk's place
        ({"desk.secure": False, "desk.status": 302, "desk.elsewhere": True}, {f"{PORTAL} blocker", *HOME}),
        ({"desk.secure": False, "desk.status": 200, "desk.empty": False}, {f"{PORTAL} blocker", *HOME}),
        ({"desk.secure": False, "desk.status": 511, "desk.empty": False}, {f"{PORTAL} blocker", *HOME}),
        ({"desk.status": 200, "desk.empty": False}, {"network.desk-down unknown", *HOME}),
        (
            {**DEAD_DESK, "plain.status": 302, "plain.elsewhere": True},
            {f"{PORTAL} blocker", *HOME},
        ),
        ({**DEAD_DESK, "plain.status": 301, "plain.elsewhere": False}, {"network.desk-silent unknown", *HOME}),
        (
            {"desk.status": BAD_CERTIFICATE, "desk.certificate": "unknown-issuer"},
            {"network.tls-intercepted warning", *HOME},
        ),
        ({"desk.status": BAD_CERTIFICATE, "desk.certificate": "expired"}, {"network.desk-certificate unknown", *HOME}),
        (
            {
                "desk.status": BAD_CERTIFICATE,
                "desk.certificate": "self-signed",
                "plain.status": 302,
                "plain.elsewhere": True,
            },
            {f"{PORTAL} blocker", *HOME},
        ),
        # names
        ({**NO_NAMES, "dns.system@desk": NO_SUCH}, {"network.dns-of-pc blocker", *HOME}),
        ({**NO_NAMES}, {"network.dns-of-pc blocker", *HOME}),
        (
            {**NO_NAMES, "dns.configured": DNS_SILENT, "dns.gateway": 5.0},
            {"network.dns-of-pc blocker", *HOME},
        ),
        (
            {**NO_NAMES, "dns.configured": DNS_SILENT, "dns.gateway": DNS_SILENT, "dns.independent": 30.0},
            {"network.dns-of-router blocker", *HOME},
        ),
        (
            {**NO_NAMES, "dns.system@desk": NO_SUCH, "dns.configured": NO_SUCH, "dns.gateway": NO_SUCH},
            {"network.name-unknown warning", *HOME},
        ),
        ({**NO_NAMES, "dns.configured": DNS_SILENT}, {"network.router-or-line blocker", *HOME}),
        (
            {"dns.system@mail.example:443": NO_SUCH},
            {"network.dns-of-pc warning", *HOME},
        ),
        # the line against the desk
        (DEAD_DESK, {"network.desk-silent unknown", *HOME}),
        ({**DEAD_DESK, "reach.v4@other:443": TIMEOUT}, {"network.router-or-line blocker", *HOME}),
        ({**DEAD_DESK, "reach.v4@other:443": 20.0}, {"network.desk-silent note", *HOME}),
        (
            {**DEAD_DESK, "desk.status": UNREACHABLE, "reach.v4@other:443": 20.0},
            {"network.desk-silent note", *HOME},
        ),
        ({**DEAD_DESK, "desk.status": REFUSED, "reach.v4@other:443": 20.0}, {"network.desk-down note", *HOME}),
        (
            {"reach.v4@desk": REFUSED, "reach.v6@desk": REFUSED, "desk.status": REFUSED},
            {"network.desk-down unknown", *HOME},
        ),
        ({"desk.status": 500, "desk.empty": False}, {"network.desk-down unknown", *HOME}),
        ({"desk.status": NO_ANSWER}, {"network.desk-silent unknown", *HOME}),
        ({"desk.status": NO_ANSWER, "reach.v4@other:443": 20.0}, {"network.desk-silent note", *HOME}),
        ({"desk.status": HALF_ANSWER}, {"network.desk-down unknown", *HOME}),
        ({"desk.status": 500, "reach.v4@other:443": 20.0}, {"network.desk-down note", *HOME}),
        ({"reach.v4@other:443": TIMEOUT, "reach.v6@other:443": NO_SUCH}, {"network.host-silent warning", *FINE}),
        ({**NO_DESK}, {"network.no-desk note", *HOME}),
        ({**NO_DESK, "reach.v4@other:443": 20.0}, {"network.internet-fine ok", *HOME}),
        ({**NO_DESK, "reach.v4@other:443": TIMEOUT}, {"network.router-or-line blocker", *HOME}),
        # a desk on this very PC says nothing of the line
        ({"desk.local": True, "dns.system@desk": GONE}, FINE),
        ({"desk.local": True, "desk.status": REFUSED, "dns.system@desk": GONE}, {"network.desk-down unknown", *HOME}),
        ({**SILENT_ROUTER, "desk.local": True}, {"network.gateway-not-measured note", *DESK}),
        # the Wi-Fi's own figures
        ({"link.medium": "wifi", "wifi.signal": -74, "wifi.rate": 72.0, "wifi.band": 5.0},
         {"network.wifi-weak warning", *WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.signal": -74, "wifi.rate": 26.0, "wifi.band": 2.4},
         {"network.wifi-weak warning", "network.wifi-band note", *WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.signal": -70, "wifi.rate": 866.0, "wifi.band": 5.0}, {*WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.signal": -50, "wifi.rate": 6.0, "wifi.band": 5.0}, {*WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.rate": 6.0, "wifi.band": 5.0}, {"network.wifi-weak warning", *WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.signal": -50, "wifi.rate": 300.0, "wifi.band": 2.4}, {*WIFI, *FINE}),
        ({"link.medium": "wifi", "wifi.signal": -50, "wifi.band": 2.4, "gateway.p95": 40.0},
         {"network.wifi-disturbed warning", "network.wifi-band note", *WIFI, *DESK}),
        ({"wifi.signal": -80}, FINE),
        # how addresses are translated
        ({"hop2.kind": "private", "hop3.kind": "public"}, {"network.double-nat note", *FINE}),
        ({"hop2.kind": "private", "address.v4": "public"}, FINE),
        ({"hop2.kind": "none", "hop3.kind": "shared"}, {"network.cgnat note", *FINE}),
        ({"address.v4": "shared"}, {"network.cgnat note", *FINE}),
        ({"hop2.kind": "ds-lite"}, {"network.ds-lite note", *FINE}),
        ({"hop2.kind": "public", "hop3.kind": "private"}, FINE),
        ({"nat.symmetric": True}, {"network.symmetric-nat note", *FINE}),
        ({"nat.symmetric": False}, FINE),
        ({"nat64.offered": True, "address.v4": "none", "reach.v4@desk": UNREACHABLE},
         {"network.nat64 note", *FINE}),
        ({"nat64.offered": False, "address.v4": "none", "reach.v4@desk": NO_SUCH}, FINE),
        # loss and lateness behind the router
        ({**LOSSY, "gateway.sent": 100}, {"network.provider-loss warning", *FINE}),
        (LOSSY, FINE),
        ({**LOSSY, "provider.connects-lost": 0}, FINE),
        ({**LOSSY, "provider.connects": GONE, "provider.connects-lost": GONE}, FINE),
        ({**LOSSY, "provider.connects-lost": 35}, FINE),
        ({**LOSSY, "provider.lost": 1, "provider.connects-lost": 1}, FINE),
        ({**LOSSY, "gateway.lost": 5, "gateway.slow-sent": 20, "gateway.slow-lost": 2},
         {"network.link-disturbed warning", *DESK}),
        ({**LOSSY, **SILENT_ROUTER}, {"network.gateway-not-measured note", *DESK}),
        ({**LOSSY, "gateway.lost": 30, "gateway.slow-sent": 20, "gateway.slow-lost": 0},
         {"network.gateway-not-measured note", *DESK}),
        (LATE, {"network.provider-loss warning", *FINE}),
        ({**LATE, "provider.connects-p95": 25.0}, FINE),
        ({**LATE, "gateway.p95": 60.0}, {"network.link-disturbed warning", *DESK}),
        # large packets
        ({"desk.narrow": "down", "desk.status": NO_ANSWER, "desk.mtu": 1400, "desk.mtu-told": False},
         {"network.large-packets-lost warning", *HOME}),
        ({"desk.narrow": "up"}, {"network.large-packets-lost warning", *HOME}),
        ({"desk.mtu": 1492, "desk.mtu-told": True}, FINE),
        ({"desk.mtu": 1400, "desk.mtu-told": False}, FINE),
        # names that come late, or lie
        (SLOW, {"network.dns-slow warning", *FINE}),
        ({**SLOW, "dns.again": DNS_SILENT}, {"network.dns-slow warning", *FINE}),
        ({**SLOW, "dns.again": 80.0}, FINE),
        ({**SLOW, "dns.again": GONE}, FINE),
        ({**SLOW, "dns.independent": 20.0}, {"network.dns-slow warning", *FINE}),
        ({**SLOW, "dns.independent": 1600.0}, FINE),
        ({**SLOW, "desk.status": DNS_SILENT, "desk.empty": GONE}, {"network.dns-slow warning", *HOME}),
        (LIE, {"network.dns-lies warning", *HOME}),
        ({**LIE, "dns.kind-outside@desk": "nothing"}, {"network.desk-silent unknown", *HOME}),
        ({**LIE, "dns.kind-outside@desk": GONE}, {"network.desk-silent unknown", *HOME}),
        ({**LIE, "dns.kind@desk": "private", "reach.v4@desk": TIMEOUT, "reach.v6@desk": NO_SUCH},
         {"network.dns-lies warning", *HOME}),
        ({"dns.kind@desk": "private", "dns.kind-outside@desk": "public"}, FINE),
        ({**LIE, "dns.kind@desk": "private", "vpn.active": True, "reach.v4@desk": TIMEOUT},
         {"network.vpn-active note", "network.desk-down unknown", *HOME}),
        ({"dns.system@mail.example:443": NO_SUCH, "dns.hidden@mail.example:443": True, "dns.independent": 9.0},
         {"network.dns-lies warning", *HOME}),
        # proxies
        ({"proxy.used": True, "proxy.asks-password": True, "desk.status": REFUSED},
         {"network.proxy-password blocker", *HOME}),
        ({"proxy.used": True, "proxy.asks-password": True, "desk.status": 407},
         {"network.proxy-password blocker", *HOME}),
        ({**DEAD_DESK, "proxy.offered": True}, {"network.proxy-needed blocker", *HOME}),
        ({**DEAD_DESK, "proxy.offered": False}, {"network.desk-silent unknown", *HOME}),
        ({"proxy.offered": True}, FINE),
        ({**NO_DESK, "reach.v4@other:443": TIMEOUT, "proxy.offered": True}, {"network.proxy-needed blocker", *HOME}),
        (SHUT_OUT, {"network.proxy-script-broken blocker", *HOME}),
        ({**SHUT_OUT, "dns.system@desk": DNS_SILENT, "dns.configured": DNS_SILENT},
         {"network.router-or-line blocker", *HOME}),
        ({"proxy.script": True, "proxy.script-loads": NOT_LOADED}, {"network.proxy-script-broken warning", *FINE}),
        ({"proxy.script": True, "proxy.script-loads": True, "proxy.script-says": "direct"}, FINE),
        # one IP version dead
        ({"reach.v6@desk": TIMEOUT}, {"network.ipv6-broken note", *FINE}),
        (
            {"reach.v6@desk": TIMEOUT, "reach.v4@other:443": 9.0, "reach.v6@other:443": TIMEOUT},
            {"network.ipv6-broken warning", *FINE},
        ),
        ({"reach.v6@desk": TIMEOUT, "reach.v4@other:443": 9.0, "reach.v6@other:443": 9.0}, FINE),
        ({"reach.v6@desk": UNREACHABLE, "address.v6": "none"}, FINE),
        ({"reach.v6@desk": NO_SUCH}, FINE),
        ({"reach.v4@desk": TIMEOUT}, {"network.ipv4-broken note", *FINE}),
        (
            {"reach.v4@desk": TIMEOUT, "reach.v4@other:443": TIMEOUT, "reach.v6@other:443": 9.0},
            {"network.ipv4-broken warning", *FINE},
        ),
    ],
)  # fmt: skip
def test_says(changes: dict, expected: set[str]) -> None:
    assert codes(diagnosed(changes)) == expected


@pytest.mark.parametrize(
    ("home", "company", "level"),
    [
        ("", "192.168.178.0/24", None),
        ("192.168.178.0/24", "192.168.178.0/24", Level.BLOCKER),
        ("192.168.0.0/16", "192.168.178.0/24", Level.BLOCKER),
        ("10.0.0.0/24", "10.0.0.0/8", Level.WARNING),
    ],
)
def test_the_same_network_here_and_there(home: str, company: str, level: Level | None) -> None:
    findings = diagnosed({f"overlap@{company}": home}, NetworkNeed(company_networks=[company]))
    overlaps = [finding for finding in findings if finding.code == "network.same-as-company"]
    assert [finding.level for finding in overlaps] == ([level] if level else [])
    assert codes(findings) - {f"network.same-as-company {level.value}" if level else ""} == FINE
    if overlaps:
        assert (overlaps[0].values, overlaps[0].subject) == ({"home": home, "company": company}, company)


def test_nothing_at_all_is_unknown() -> None:
    findings = list(diagnose(Observations([]), NetworkNeed()))
    assert codes(findings) == {"network.not-measured unknown"}


@pytest.mark.parametrize(
    ("sent", "lost_count", "proven"), [(50, 1, False), (50, 2, False), (50, 3, True), (100, 3, False), (100, 4, True)]
)
def test_one_lost_packet_proves_nothing(sent: int, lost_count: int, proven: bool) -> None:
    assert (binomial_p_value(sent, lost_count, LOSS_LIMIT) < 0.05) is proven


@pytest.mark.parametrize(
    ("first", "other", "proven"),
    [((80, 8), (50, 0), True), ((80, 8), (50, 5), False), ((80, 1), (50, 0), False), ((115, 12), (70, 2), True)],
)
def test_two_ways_that_lose_alike(first: tuple[int, int], other: tuple[int, int], proven: bool) -> None:
    assert (fisher_p_value(*first, *other) < 0.05) is proven


@given(*[st.integers(-(10**12), 10**12)] * 4, st.floats(0, 1))
def test_no_counts_break_the_reckoning(sent: int, lost_count: int, other: int, gone: int, rate: float) -> None:
    assert 0 <= binomial_p_value(sent, lost_count, rate) <= 1
    assert 0 <= fisher_p_value(sent, lost_count, other, gone) <= 1 + 1e-9


ANY = st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([fact.name for fact in CHECK.facts]), ANY))
def test_whatever_a_report_holds_it_is_judged(values: dict[str, Value]) -> None:
    rows = [Observation(name=name, value=value) for name, value in {**values, "desk.local": False}.items()]
    rows += [Observation(name=name, subject="desk", value=value) for name, value in values.items()]
    list(diagnose(Observations(rows), NetworkNeed()))


def test_every_sentence_gets_its_values() -> None:
    changed = [
        {"gateway.lost": 9, "link.medium": "wifi"},
        {"gateway.lost": 9},
        {"link.speed": 100},
        {"overlap@10.0.0.0/8": "10.0.0.0/24"},
        {"reach.v4@other:443": TIMEOUT},
        {**NO_NAMES, "dns.system@desk": NO_SUCH, "dns.configured": NO_SUCH},
        {**LOSSY, "gateway.sent": 100},
        SLOW,
        LIE,
        {"desk.narrow": "up"},
    ]
    for changes in changed:
        for finding in diagnosed(changes, NetworkNeed(company_networks=["10.0.0.0/8"])):
            title = causes()[finding.code].title
            for language in ("de", "en"):
                assert "{" not in title.render(language, **finding.values)


SILENT_OUTSIDE = {**DEAD_DESK, "reach.v4@other:443": TIMEOUT, "reach.v6@other:443": TIMEOUT}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sends.v4": "forbidden", "path.v4": "pc"}, "network.blocked-here"),
        ({"refused.v4": "pc"}, "network.blocked-here"),
        ({"route.on-link": True, "path.v4": "nobody"}, "network.netmask-wrong"),
        ({"vpn.active": True, "vpn.bypass": 12.0}, "network.vpn-hangs"),
        ({"vpn.active": True, "vpn.bypass": 12.0, "reach.v6@other:443": 9.0}, "network.vpn-hangs"),
        ({"path.v4": "nobody", "dns.fresh": 9.0, "dns.server": "home"}, "network.wrong-router"),
        ({"path.v4": "nobody", "gateway.gives-addresses": False}, "network.wrong-router"),
        ({"path.v4": "nobody", "dns.fresh": 9.0, "dns.server": "other-adapter"}, "network.wrong-adapter"),
        ({"path.v4": "router", "dns.fresh": 9.0, "dns.server": "other-adapter"}, "network.router-or-line"),
        ({"path.v4": "nobody", "dns.fresh": DNS_SILENT, "dns.server": "other-adapter"}, "network.router-or-line"),
        ({"path.v4": "router", "dns.fresh": 9.0, "dns.server": "home"}, "network.router-blocks"),
        ({"path.v4": "router", "dns.fresh": 9.0, "dns.server": "router"}, "network.router-blocks"),
        ({"path.v4": "router", "refused.v4": "router"}, "network.router-blocks"),
        ({"path.v4": "provider", "dns.fresh": 9.0, "dns.server": "router"}, "network.no-internet"),
        ({"path.v4": "provider"}, "network.no-internet"),
        ({"path.v4": "router", "page.v4": "sign-in"}, "network.captive-portal"),
        ({"path.v4": "router", "page.v4": "page", "dns.fresh": 9.0}, "network.captive-portal"),
        ({"path.v4": "router", "page.v4": "router"}, "network.router-blocks"),
        ({"plain.status": 302, "plain.elsewhere": True, "plain.router": True}, "network.router-blocks"),
        ({"plain.status": 302, "plain.elsewhere": True, "plain.router": False}, "network.captive-portal"),
        ({"page.v4": "page", "dns.fresh-kind": "router", "dns.kind@desk": "router"}, "network.captive-portal"),
        ({"path.v4": "target", "nat.symmetric": False}, "network.web-blocked"),
        ({"path.v6": "target", "refused.v4": "beyond", "dns.state@desk": "resolved"}, "network.web-blocked"),
        ({"path.v4": "target", "dns.state@desk": "silent"}, "network.no-internet"),
        ({"path.v4": "target"}, "network.no-internet"),
        ({"path.v4": "target", "refused.v4": "router"}, "network.router-blocks"),
        ({"path.v4": "provider", "reach.v6@desk": DENIED, "sends.v6": "yes"}, "network.no-internet"),
        ({"reach.v6@desk": DENIED, "refused.v6": "pc"}, "network.blocked-here"),
        ({"reach.v4@desk": DENIED}, "network.blocked-here"),
        ({"path.v4": "router", "refused.v4": "no-route"}, "network.router-or-line"),
        ({"path.v4": "router", "dns.fresh": DNS_SILENT}, "network.router-or-line"),
        ({"path.v4": "router", "dns.fresh": 9.0, "dns.fresh-kind": "private"}, "network.router-or-line"),
        ({}, "network.router-or-line"),
    ],
)
def test_where_it_ends(changes: dict[str, Value | Failure | None], code: str) -> None:
    findings = diagnosed({**SILENT_OUTSIDE, **changes})
    assert [finding.code for finding in findings if finding.level is Level.BLOCKER] == [code]


@pytest.mark.parametrize(
    ("answered", "hangs"),
    [
        ({}, False),  # as earlier versions saw it
        ({"vpn.answered": True}, False),
        ({"vpn.answered": False}, True),  # the host that answers is the VPN's own server, which is reached beside it
    ],
)
def test_a_vpn_through_which_a_host_answers_does_not_hang(answered: dict[str, Value], hangs: bool) -> None:
    lossy = {**SILENT_OUTSIDE, "vpn.active": True, "vpn.bypass": 12.0, "reach.v4@other:443": 9.0, **answered}
    assert ("network.vpn-hangs blocker" in codes(diagnosed(lossy))) is hangs


def test_where_a_proxy_is_used_web_pages_that_are_closed_without_it_are_no_trouble() -> None:
    alive = {**SILENT_OUTSIDE, "path.v4": "target", "nat.symmetric": False}
    assert "network.web-blocked blocker" in codes(diagnosed(alive))
    behind_proxy = codes(diagnosed({**alive, "proxy.used": True, "desk.status": HALF_ANSWER}))
    assert "network.desk-silent unknown" in behind_proxy
    assert "network.web-blocked blocker" not in behind_proxy


def test_a_refusal_of_the_router_is_no_answer_of_the_host() -> None:
    refused = {"reach.v4@desk": REFUSED, "reach.v6@desk": REFUSED, "desk.status": REFUSED, "desk.empty": GONE}
    by_host = {**refused, "refused.v4": "beyond", "refused.v6": "beyond"}
    by_router = {**refused, "refused.v4": "router", "refused.v6": "near"}
    assert "network.desk-down unknown" in codes(diagnosed(by_host))
    assert "network.router-blocks blocker" in codes(diagnosed(by_router))


def test_an_answer_by_ipv6_says_nothing_of_the_line_over_ipv4() -> None:
    dead_v4 = {"reach.v4@desk": TIMEOUT, "path.v4": "router", "dns.fresh": 9.0, "dns.server": "router"}
    assert "network.ipv4-broken note" in codes(diagnosed(dead_v4))


HOME_GAP = {
    "gateway.sent": 100,
    "gateway.lost": 25,
    "gateway.slow-sent": 20,
    "gateway.slow-lost": 0,
    "gateway.gap": 500,
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({**HOME_GAP, "gaps.shared": True}, "network.link-interrupted"),
        ({**HOME_GAP, "gateway.gap-closed": True}, "network.link-interrupted"),
        ({**HOME_GAP, "gaps.shared": False, "gateway.gap-closed": True}, "network.gateway-not-measured"),
        ({"provider.gap": 600, "gaps.home-answered": True, "provider.gap-closed": True}, "network.line-interrupted"),
        ({"provider.gap": 600, "gaps.home-answered": True, "provider.connects-lost": 3}, "network.line-interrupted"),
        ({"gateway.devices": 2, "provider.lost": 20}, "network.address-conflict"),
    ],
)
def test_a_connection_that_was_away(changes: dict[str, Value | Failure | None], expected: str) -> None:
    named = {finding.code for finding in diagnosed(changes)}
    assert expected in named
    assert "network.link-disturbed" not in named


@pytest.mark.parametrize(
    "changes",
    [
        {"gateway.devices": 2},
        {"provider.gap": 600, "gaps.home-answered": True, "provider.gap-closed": False},
        {"provider.gap": 600, "gaps.home-answered": False, "provider.gap-closed": True},
    ],
)
def test_no_interruption(changes: dict[str, Value | Failure | None]) -> None:
    assert codes(diagnosed(changes)) == FINE


@pytest.mark.parametrize(
    "changes",
    [
        {**HOME_GAP, "gaps.shared": True},
        {"provider.gap": 600, "gaps.home-answered": True, "provider.gap-closed": True},
        {"gateway.lost": 20, "gateway.slow-sent": 20, "gateway.slow-lost": 4},
        {"dns.system@desk": DNS_SILENT, "desk.status": DNS_SILENT},
    ],
)
def test_not_your_line_is_said_only_where_the_line_is_well(changes: dict[str, Value | Failure | None]) -> None:
    """Even though another host answered."""
    closed = {**DEAD_DESK, "desk.status": REFUSED, "reach.v4@other:443": 20.0, "dns.system@other:443": 9.0}
    assert "network.desk-down note" in codes(diagnosed(closed))
    assert "network.desk-down note" not in codes(diagnosed({**closed, **changes}))


def test_a_network_of_this_pc_has_the_companys_addresses() -> None:
    company = "10.1.0.0/16"
    findings = diagnosed({f"overlap.own@{company}": "10.1.5.0/24"}, NetworkNeed(company_networks=[company]))
    (finding,) = [finding for finding in findings if finding.code == "network.own-network-as-company"]
    assert finding.values == {"own": "10.1.5.0/24", "company": company}
