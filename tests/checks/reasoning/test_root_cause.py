"""One cause is named, its consequences point to it, and nothing else is explained away."""

import pytest

from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.reasoning.root_cause import root_causes
from checker.checks.reasoning.rules import RULES
from checker.checks.vpn.gateways.tunnel import IkeV2Gateway, OpenVpnGateway, WireGuardGateway
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.need import VpnNeed
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observation, Observations

GATEWAYS = VpnNeed(
    gateways=[
        OpenVpnGateway(id="udp", name="UDP", host="vpn.example"),
        OpenVpnGateway(id="tcp", name="TCP", host="vpn.example", transport="tcp"),
        WireGuardGateway(id="wg", name="WireGuard", host="wg.example"),
        IkeV2Gateway(id="ike4", name="IPsec", host="203.0.113.9"),
        HttpsGateway(id="web", name="Portal", host="web.example"),
        HttpsGateway(id="web2", name="Portal 2", host="web2.example"),
        HttpsGateway(id="web8443", name="Portal 8443", host="web3.example", port=8443),
        HttpsGateway(id="web6", name="Portal 6", host="2001:db8::9"),
    ]
)
LETTERS = {"b": Level.BLOCKER, "w": Level.WARNING, "u": Level.UNKNOWN, "n": Level.NOTE, "o": Level.OK}


def parse_finding(text: str) -> Finding:
    """`b vpn.silent@udp loss=8 direction=up`: level, key, values; without a level it is a blocker."""
    words = text.split()
    level = LETTERS[words.pop(0)] if words[0] in LETTERS else Level.BLOCKER
    key, *assignments = words
    code, _, subject = key.partition("@")
    values: dict[str, str | int | float] = {}
    for word in assignments:
        name, _, value = word.partition("=")
        values[name] = float(value) if value.replace(".", "").isdigit() else value
    return Finding(code=code, level=level, subject=subject, values=values)


def observed(*rows: tuple[str, str, float | str | bool]) -> Observations:
    """Of one check: name, subject and value."""
    return Observations(Observation(name=name, subject=subject, value=value) for name, subject, value in rows)


def explain(*texts: str, observations: dict[str, Observations] | None = None) -> dict[str, Finding]:
    """The findings by key, with their causes; `observations` by check."""
    findings = [parse_finding(text) for text in texts]
    context = DiagnosisContext.of(findings, {"vpn": GATEWAYS}, observations or {})
    return {finding.key: finding for finding in root_causes(findings, context)}


@pytest.mark.parametrize(
    "cause, finding",
    [
        # the port of web pages, closed to all
        ("network.web-blocked", "vpn.silent@web"),
        ("network.web-blocked", "computer.clock-not-compared"),
        ("vpn.port-blocked-at-home@web", "network.web-blocked"),
        ("vpn.refused-by-router@web", "network.web-blocked"),
        ("network.proxy-password", "vpn.port-blocked-at-home@web"),
        # the home
        ("network.no-adapter", "network.no-internet"),
        ("network.no-adapter", "u line.not-measured"),
        ("network.no-address", "network.no-gateway"),
        ("network.no-gateway", "vpn.unreachable@web"),
        ("network.gateway-silent", "vpn.name-unanswered@web"),
        ("w network.wifi-weak", "w network.wifi-disturbed loss=6 p95=80"),
        ("w network.wifi-weak", "n network.wifi-band"),
        ("w network.wifi-weak", "w line.down-slow have=4"),
        ("w network.wifi-disturbed loss=6 p95=80", "w line.down-slow have=4"),
        ("w network.wifi-disturbed loss=6 p95=80", "w line.loss have=9"),
        ("w network.wifi-disturbed loss=6 p95=80", "w line.jitter have=60"),
        ("w network.wifi-disturbed loss=6 p95=80", "w network.dns-slow"),
        ("w network.link-disturbed loss=6 p95=80", "network.dns-of-pc"),
        ("w network.link-disturbed loss=6 p95=80", "vpn.name-unanswered@web"),
        ("w network.wifi-disturbed loss=6 p95=80", "w network.provider-loss loss=8"),
        ("w network.wifi-disturbed loss=60 p95=900", "vpn.silent@udp"),
        ("w network.cable-half-duplex", "w network.link-disturbed loss=3 p95=9"),
        ("w network.cable-slow speed=10", "w line.down-slow have=9.2"),
        # the router
        ("network.captive-portal", "vpn.other-answers@web"),
        ("network.captive-portal", "vpn.silent@wg"),
        ("network.captive-portal", "vpn.certificate-wrong-name@web"),
        ("network.captive-portal", "w network.dns-lies"),
        ("network.captive-portal", "u network.desk-certificate"),
        ("network.proxy-needed", "network.no-internet"),
        ("network.proxy-needed", "vpn.udp-blocked"),
        ("network.proxy-needed", "vpn.silent@web"),
        ("network.proxy-password", "vpn.silent@web"),
        ("network.proxy-script-broken", "u network.desk-silent"),
        ("network.dns-of-router", "vpn.name-unanswered@web"),
        ("network.dns-of-pc", "vpn.name-unknown@web"),
        ("w network.dns-slow", "vpn.name-unanswered@web"),
        ("w network.dns-lies", "vpn.refused@web"),
        ("w network.dns-lies@desk.example how=nowhere", "vpn.blocked-here@udp"),
        ("w network.dns-lies", "vpn.blocked-here@udp"),
        ("w network.dns-lies@web.example", "vpn.certificate-unknown-issuer@web"),
        ("vpn.udp-blocked", "vpn.silent@udp"),
        ("vpn.udp-blocked", "vpn.port-silent@ike4"),
        ("vpn.udp-blocked", "u vpn.silent-or-key@wg"),
        ("vpn.udp-blocked", "n line.udp-blocked"),
        # the provider
        ("router.offline", "network.no-internet"),
        ("router.offline", "vpn.silent@udp"),
        ("n router.cgnat", "n network.cgnat"),
        ("network.no-internet", "vpn.silent@udp"),
        ("network.no-internet", "vpn.udp-blocked"),
        ("w network.provider-loss loss=5", "w line.loss have=6"),
        ("w network.provider-loss loss=5", "w line.jitter have=60"),
        ("w network.large-packets-lost direction=down", "vpn.stalls@web"),
        ("w network.large-packets-lost direction=down", "w vpn.path-narrow@udp direction=down"),
        ("w network.large-packets-lost direction=both", "w vpn.path-narrow@udp direction=up"),
        ("w network.large-packets-lost direction=down", "u line.broken-off"),
        ("n network.nat64", "vpn.unreachable@ike4"),
        ("w network.ipv6-broken", "vpn.silent@web6"),
        ("w network.ipv4-broken", "vpn.silent@ike4"),
        # the PC
        ("computer.clock-wrong", "vpn.certificate-not-yet-valid@web"),
        ("computer.clock-wrong", "u vpn.silent-or-key@wg"),
        ("computer.clock-wrong", "u network.desk-certificate"),
        ("computer.busy", "u line.not-valid"),
        ("w network.vpn-active", "w line.down-slow have=4"),
        ("w network.vpn-active", "network.no-internet"),
        ("w network.vpn-active", "vpn.silent@udp"),
        ("w network.vpn-active", "n network.cgnat"),
        ("vpn.blocked-here@udp", "n line.udp-blocked"),
        # certificates, the gateway and the company
        ("w network.tls-intercepted", "vpn.certificate-unknown-issuer@web"),
        ("w network.tls-intercepted", "u line.server-untrusted"),
        ("network.same-as-company@10.1.0.0/16", "w vpn.service-silent@files"),
        ("w vpn.overloaded@ike4", "vpn.stalls@ike4"),
        ("n network.desk-down", "u line.server-failed"),
    ],
)
def test_a_consequence_points_to_its_cause(cause: str, finding: str) -> None:
    findings_by_key = explain(cause, finding)
    root, follows = findings_by_key[parse_finding(cause).key], findings_by_key[parse_finding(finding).key]
    assert follows.caused_by == root.key and root.caused_by == ""
    assert follows.sure is Sureness.POSSIBLE


@pytest.mark.parametrize(
    "findings",
    [
        # two faults at once, each with a cause of its own
        ("router.offline", "o network.internet-fine", "w network.provider-loss loss=9"),
        ("router.offline", "o vpn.answers@web", "vpn.silent@udp"),
        ("network.no-internet", "o vpn.answers@web", "vpn.silent@udp"),
        ("network.captive-portal", "o vpn.answers@wg", "vpn.silent@udp"),
        ("network.captive-portal", "camera.none"),
        ("network.proxy-broken", "vpn.silent@web"),
        ("network.proxy-needed", "n vpn.wrong-key@wg", "vpn.silent@udp"),
        ("w network.wifi-disturbed loss=6 p95=80", "vpn.silent@udp"),
        ("w network.wifi-disturbed loss=6 p95=80", "vpn.refused@web"),
        ("w network.wifi-disturbed loss=0 p95=45", "w line.loss have=9"),
        ("w network.wifi-disturbed loss=2 p95=30", "w line.loss have=25"),
        ("w network.wifi-disturbed loss=2 p95=30", "w line.latency-high have=600"),
        ("w network.wifi-disturbed loss=2 p95=30", "w network.dns-slow"),
        ("w network.wifi-disturbed loss=2 p95=30", "w network.provider-loss loss=30"),
        ("w network.wifi-weak", "vpn.port-blocked-at-home@udp"),
        ("w network.link-disturbed loss=3 p95=40", "w network.large-packets-lost direction=up"),
        ("n network.cable-slow speed=100", "w line.down-slow have=12"),
        ("network.dns-of-router", "vpn.silent@udp"),
        ("w network.dns-of-router", "o vpn.answers@tcp", "vpn.name-unknown@web"),
        ("w network.dns-lies@desk.example", "o vpn.answers@tcp", "vpn.silent@wg"),
        ("w network.dns-lies", "vpn.silent@ike4"),
        ("w network.dns-slow", "vpn.silent@udp"),
        ("vpn.name-hidden@web", "vpn.silent@wg"),
        ("vpn.udp-blocked", "vpn.silent@web"),
        ("vpn.udp-blocked", "vpn.refused@udp"),
        ("vpn.udp-blocked", "vpn.port-silent@tcp"),
        ("w network.provider-loss loss=5", "vpn.silent@udp"),
        ("w network.provider-loss loss=5", "w line.loss have=40"),
        ("w network.provider-loss loss=5", "w line.stutters"),
        ("w network.large-packets-lost direction=up", "w vpn.path-narrow@udp direction=down"),
        ("w network.large-packets-lost direction=down", "vpn.silent@udp"),
        ("n network.nat64", "vpn.unreachable@web"),
        ("n network.cgnat", "vpn.silent@ike4"),
        ("n network.ds-lite", "vpn.silent@ike4"),
        ("n network.double-nat", "vpn.silent@udp"),
        ("w network.ipv6-broken", "vpn.silent@web"),
        ("n network.ipv4-broken", "vpn.silent@web"),
        ("computer.clock-wrong", "vpn.certificate-wrong-name@web"),
        ("computer.clock-wrong", "u vpn.silent-or-key@udp"),
        ("w network.tls-intercepted", "vpn.certificate-unknown-issuer@udp"),
        ("w network.tls-intercepted", "vpn.certificate-unknown-issuer@tcp"),
        ("w network.tls-intercepted", "vpn.certificate-expired@web"),
        ("w network.vpn-active", "o network.desk-reached", "vpn.silent@udp"),
        ("n network.vpn-active", "vpn.silent@udp"),
        ("n network.vpn-active", "w line.down-slow have=4"),
        ("network.same-as-company@10.1.0.0/16", "vpn.silent@udp"),
        ("w vpn.overloaded@ike4", "vpn.stalls@web"),
        ("n network.desk-down", "vpn.silent@udp"),
        ("network.web-blocked", "vpn.silent@udp"),
        ("network.web-blocked", "vpn.silent@web8443"),
        ("vpn.port-blocked-at-home@web8443", "network.web-blocked"),
        ("vpn.port-blocked-at-home@udp", "network.web-blocked"),
        ("network.proxy-password", "o vpn.answers@udp", "vpn.port-blocked-at-home@web8443"),
        ("n network.desk-down", "w line.down-slow have=4"),
        ("network.no-internet", "n vpn.wrong-key@wg"),
        ("vpn.blocked-here@udp", "vpn.silent@web"),
        ("vpn.port-blocked-by-provider@udp", "vpn.refused@web", "w network.wifi-band"),
        ("n router.restarted", "network.no-internet"),
        ("vpn.refused@web", "w network.wifi-disturbed loss=6 p95=80", "camera.none"),
    ],
)
def test_independent_faults_stay_roots(findings: tuple[str, ...]) -> None:
    assert {finding.caused_by for finding in explain(*findings).values()} == {""}


@pytest.mark.parametrize(
    "findings, roots",
    [
        (("vpn.silent@udp", "network.no-internet", "network.no-gateway"), {"network.no-gateway"}),
        (("w network.wifi-disturbed loss=8 p95=90", "w line.down-slow have=3", "vpn.refused@web"),
         {"network.wifi-disturbed", "vpn.refused@web"}),
        (("network.captive-portal", "vpn.other-answers@web", "network.same-as-company@x"),
         {"network.captive-portal", "network.same-as-company@x"}),
        (("computer.clock-wrong", "u network.desk-certificate", "vpn.certificate-wrong-name@web"),
         {"computer.clock-wrong", "vpn.certificate-wrong-name@web"}),
        (("vpn.udp-blocked", "vpn.silent@udp", "vpn.silent@wg", "vpn.certificate-expired@web"),
         {"vpn.udp-blocked", "vpn.certificate-expired@web"}),
        (("w network.provider-loss loss=4", "w line.loss have=5", "vpn.name-hidden@web"),
         {"network.provider-loss", "vpn.name-hidden@web"}),
        (("w network.wifi-weak", "w network.wifi-disturbed loss=5 p95=50", "w line.loss have=4", "w line.up-slow"),
         {"network.wifi-weak"}),
        (("n network.desk-down", "u line.server-failed", "n computer.clock-not-compared", "o vpn.answers@udp"),
         {"network.desk-down"}),
        (("w network.vpn-active", "network.no-internet", "vpn.silent@udp", "u line.not-measured"),
         {"network.vpn-active"}),
        (("network.proxy-password", "network.no-internet", "vpn.udp-blocked", "vpn.silent@udp", "vpn.silent@web"),
         {"network.proxy-password"}),
    ],
)  # fmt: skip
def test_the_roots_of_a_whole_run(findings: tuple[str, ...], roots: set[str]) -> None:
    """Followed to their ends, all pointers lead to these."""
    findings_by_key = explain(*findings)
    ends = set()
    for finding in findings_by_key.values():
        end = finding
        while end.caused_by:
            end = findings_by_key[end.caused_by]
        if finding.level is not Level.OK:
            ends.add(end.key)
    assert ends == roots


@pytest.mark.parametrize(
    "offset, left, lifetime, code, follows",
    [
        (400 * 86400.0, -380.0, 90.0, "vpn.certificate-expired", True),
        (600.0, -30.0, 90.0, "vpn.certificate-expired", False),
        (-20 * 86400.0, 100.0, 90.0, "vpn.certificate-not-yet-valid", True),
        (-600.0, 100.0, 90.0, "vpn.certificate-not-yet-valid", False),
        (20 * 86400.0, 100.0, 90.0, "vpn.certificate-not-yet-valid", False),
    ],
)
def test_a_wrong_clock_explains_a_certificate_only_if_it_is_valid_by_the_true_time(
    offset: float, left: float, lifetime: float, code: str, follows: bool
) -> None:
    observations = {
        "computer": observed(("clock.offset", "", offset)),
        "vpn": observed(("certificate.days-left", "web", left), ("certificate.lifetime", "web", lifetime)),
    }
    findings_by_key = explain("computer.clock-wrong", f"{code}@web", observations=observations)
    assert bool(findings_by_key[f"{code}@web"].caused_by) is follows


@pytest.mark.parametrize("offset, follows", [(-3600.0, True), (3600.0, False)])
def test_wireguard_falls_silent_only_where_the_clock_is_behind(offset: float, follows: bool) -> None:
    observations = {"computer": observed(("clock.offset", "", offset))}
    findings_by_key = explain("computer.clock-wrong", "u vpn.silent-or-key@wg", observations=observations)
    assert bool(findings_by_key["vpn.silent-or-key@wg"].caused_by) is follows


def test_a_proxy_explains_gateways_only_where_nothing_goes_out_without_it() -> None:
    direct = {"network": observed(("reach.v4", "desk", 12.0))}
    findings_by_key = explain("network.proxy-password", "vpn.silent@web", observations=direct)
    assert findings_by_key["vpn.silent@web"].caused_by == ""


@pytest.mark.parametrize("believed, follows", [("web2", False), ("web8443", True), ("tcp", True), ("wg", True)])
def test_an_inspector_that_lets_a_gateway_on_the_same_port_through_explains_none(believed: str, follows: bool) -> None:
    finding = explain("w network.tls-intercepted", f"o vpn.answers@{believed}", "vpn.certificate-unknown-issuer@web")
    assert bool(finding["vpn.certificate-unknown-issuer@web"].caused_by) is follows


@pytest.mark.parametrize(
    "findings",
    [
        ("vpn.udp-blocked", "n line.udp-blocked"),
        ("w network.large-packets-lost", "vpn.stalls@web"),
        ("w network.wifi-weak", "w network.wifi-disturbed loss=4 p95=30"),
        ("w network.vpn-active", "vpn.silent@udp"),
        ("network.no-internet", "vpn.silent@udp"),
    ],
)
def test_codes_that_agree_make_nothing_certain(findings: tuple[str, ...]) -> None:
    assert explain(*findings)[parse_finding(findings[0]).key].sure is Sureness.LIKELY


def test_what_is_well_is_neither_cause_nor_consequence() -> None:
    findings_by_key = explain("o network.no-internet", "vpn.silent@udp", "o vpn.refused@web")
    assert {finding.caused_by for finding in findings_by_key.values()} == {""}


def test_without_a_context_the_codes_alone_are_weighed() -> None:
    findings = root_causes(
        [parse_finding("network.no-internet"), parse_finding("vpn.silent@udp"), parse_finding("vpn.udp-blocked")]
    )
    assert [finding.caused_by for finding in findings] == ["", "network.no-internet", "network.no-internet"]


def test_no_rule_leads_back_to_its_own_cause() -> None:
    """Whatever the conditions say: the table itself has no circle."""
    consequences: dict[str, set[str]] = {}
    for rule in RULES:
        consequences.setdefault(rule.cause, set()).update(rule.consequences)

    def follow(code: str, trail: tuple[str, ...]) -> None:
        assert code not in trail, (*trail, code)
        for follows in consequences.get(code, ()):
            follow(follows, (*trail, code))

    for cause in consequences:
        follow(cause, ())


def test_a_silent_gateway_is_one_of_those_that_come_and_go_where_several_do() -> None:
    single = explain("w vpn.unsteady@udp", "vpn.port-silent@ike4")
    several = explain("w vpn.unsteady@udp", "w vpn.unsteady@wg", "vpn.port-silent@ike4", "vpn.silent@web")
    assert not single["vpn.port-silent@ike4"].caused_by
    assert several["vpn.port-silent@ike4"].caused_by.startswith("vpn.unsteady")
    assert not several["vpn.silent@web"].caused_by


@pytest.mark.parametrize("cause", ["network.wifi-disturbed", "network.link-interrupted", "network.address-conflict"])
def test_a_disturbed_link_explains_a_routers_names_only_where_they_come_and_go(cause: str) -> None:
    link = Finding.warning(cause, loss=8, p95=48)
    for sure, explained_by in ((Sureness.POSSIBLE, link.key), (Sureness.LIKELY, "")):
        names = Finding.blocker("network.dns-of-router", sure=sure)
        assert root_causes([link, names])[1].caused_by == explained_by
