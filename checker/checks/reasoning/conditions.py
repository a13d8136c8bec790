"""When a cause that is there explains what else was found: the second look that keeps apart two faults at once. Pure.

Each takes cause, finding and context. What was not measured speaks for neither: then the code alone decides.
"""

from collections.abc import Callable

from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.gateways.tunnel import WireGuardGateway
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.gateways.web import SipGateway
from checker.model.finding import Finding, Level, Sureness

Condition = Callable[[Finding, Finding, DiagnosisContext], bool]

DAY_S = 86_400.0
HTTPS = 443
SILENCING_LOSS_PERCENT = 50.0
"""Percent of round trips lost: at half of them three tries all fail in one case of eight, at a fifth in one of 125."""
DNS_DELAYING_LOSS_PERCENT = 5.0
"""Percent lost: a lost question is asked again after 5 s (resolv.conf(5), `timeout`), so one in twenty is felt."""
LOSS_TIMES = 3.0
"""A line through a poor link may lose more under load than the link in peace; three times as much is another fault."""
LOSS_ALLOWANCE = 2.0
"""Percentage points on top: what a series of fifty packets can miss by chance."""
DELAY_TIMES = 2.0
"""A link whose answers take up to so many milliseconds delays the whole way by about as much, not by a multiple."""
CABLE_SHARE = 0.7
"""Share of the cable's rate that a line's rate reaches where the cable is what holds it down."""
SEVERAL_GATEWAYS = 2
"""One gateway that comes and goes may be its own matter."""
_ANSWERED = (
    "vpn.answers",
    "vpn.wrong-key",
    "vpn.overloaded",
    "vpn.path-narrow",
    "vpn.lossy",
    "vpn.flows-lost",
    "vpn.session-cut",
    "vpn.server-behind-down",
    "vpn.fragments-dropped",
    "vpn.certificate-ends-soon",
    "vpn.pptp-unsafe",
    "vpn.service-answers",
)
_OUTSIDE = ("network.desk-reached", "network.internet-fine")
_BY_TLS = (TlsGateway, SipGateway)
"""Gateways that speak TLS from the first byte; what OpenVPN wraps is opened by nobody on the way."""
_NAME_FAILED = (
    "vpn.name-unknown",
    "vpn.name-unanswered",
    "vpn.name-hidden",
    "vpn.name-unconfirmed",
    "vpn.not-measured",
)


def always(_cause: Finding, _finding: Finding, _context: DiagnosisContext) -> bool:
    """The codes say it all."""
    return True


def no_gateway_answered(_cause: Finding, _finding: Finding, context: DiagnosisContext) -> bool:
    """What keeps everything in lets no gateway answer as itself."""
    return not context.with_codes(*_ANSWERED)


def no_gateway_of_its_protocol_answered(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """A portal may keep TCP in and let UDP out: then only a gateway asked by the same protocol would refute it."""
    gateway = context.gateways.get(finding.subject)
    if gateway is None:
        return not context.with_codes(*_ANSWERED)
    answered = (context.gateways.get(candidate.subject) for candidate in context.with_codes(*_ANSWERED))
    return not any(other is not None and uses_udp(other) == uses_udp(gateway) for other in answered)


def no_direct_connection(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The same, and no host opened its door directly either: then the proxy was the only way."""
    return no_gateway_answered(cause, finding, context) and not _is_host_connected(context)


def gateway_is_asked_as_web(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The gateway stands on the port of web pages, by TCP."""
    return _is_web(finding, context)


def web_needs_proxy(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The same, and no host was reached directly: whoever lets a proxy out alone closes the port of web pages."""
    return _is_web(finding, context) and not _is_host_connected(context)


def cause_closes_web(cause: Finding, _finding: Finding, context: DiagnosisContext) -> bool:
    """What is closed to this gateway on the port of web pages is closed to every host that was tried there."""
    return _is_web(cause, context) and not _is_host_connected(context)


def _is_web(finding: Finding, context: DiagnosisContext) -> bool:
    gateway = context.gateways.get(finding.subject)
    return gateway is not None and not uses_udp(gateway) and getattr(gateway, "port", 0) == HTTPS


def _is_host_connected(context: DiagnosisContext) -> bool:
    network = context.observations.get("network")
    return network is not None and any(
        observation.value is not None for observation in network if observation.name in ("reach.v4", "reach.v6")
    )


def no_outside_host_answered(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """No gateway and no host outside answered: a router that says that its line is down may be one of two."""
    return no_gateway_answered(cause, finding, context) and not context.is_any_ok(*_OUTSIDE)


def gateway_uses_udp(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The finding is of a gateway that is asked by UDP; of one that nobody knows, it is not said."""
    gateway = context.gateways.get(finding.subject)
    return gateway is not None and uses_udp(gateway)


def gateway_tls_untrusted(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """Whoever opens TLS on the way does so for a whole port: a gateway on it that is believed refutes it."""
    gateway = context.gateways.get(finding.subject)
    if gateway is None:
        return True
    trusted = {
        context.gateways[candidate.subject]
        for candidate in context.with_codes("vpn.answers")
        if candidate.subject in context.gateways
    }
    is_port_trusted = any(isinstance(candidate, _BY_TLS) and candidate.port == gateway.port for candidate in trusted)
    return isinstance(gateway, _BY_TLS) and not is_port_trusted


def others_of_its_protocol_come_and_go(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """Several others that are asked by the same protocol were silent first and answered then."""
    own = context.gateways.get(finding.subject)
    candidates = (context.gateways.get(candidate.subject) for candidate in context.with_codes(cause.code))
    return (
        own is not None
        and sum(uses_udp(gateway) == uses_udp(own) for gateway in candidates if gateway) >= SEVERAL_GATEWAYS
    )


def ipv4_literal(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The profile names the gateway by an IPv4 address."""
    return context.ip_version(finding) == 4


def ipv6_literal(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The profile names the gateway by an IPv6 address."""
    return context.ip_version(finding) == 6


def ipv4_is_broken(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """Two hosts said so (a note says: only one), and the gateway is not one that is asked by IPv6."""
    return cause.level in (Level.WARNING, Level.BLOCKER) and context.ip_version(finding) != 6


def same_gateway(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """Both are of the same gateway."""
    return cause.subject == finding.subject


def same_host_is_blocked(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """All that goes to the host of this gateway ends on the way, not what goes to one of its ports."""
    own, other = context.gateways.get(finding.subject), context.gateways.get(cause.subject)
    if own is None or other is None or cause.subject == finding.subject:
        return False
    return cause.values.get("what") == "host" and own.host.lower() == other.host.lower()


def same_camera(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """Both are of the same camera, or of none."""
    return cause.subject == finding.subject


def resolver_explains(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """Silence of the resolver explains itself; that a name is unknown does not, where another name was found."""
    if finding.code == "vpn.name-unanswered":
        return True
    return not _other_name_resolved(finding, context)


def forged_dns_explains(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The lie is about this gateway's name, or every gateway with a name is out of reach."""
    gateway = context.gateways.get(finding.subject)
    if gateway is None or context.ip_version(finding):
        return False
    if cause.subject and cause.subject == gateway.host:
        return True
    answered = [candidate for candidate in context.with_codes(*_ANSWERED) if candidate.subject in context.gateways]
    return not any(context.ip_version(candidate) == 0 for candidate in answered)


def clock_explains(_cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """By the true time the certificate is valid; a WireGuard gateway falls silent only where the clock is behind."""
    ahead_s = context.number("computer", "clock.offset")
    if finding.code == "vpn.silent-or-key":
        wireguard = isinstance(context.gateways.get(finding.subject), WireGuardGateway)
        return wireguard and (ahead_s is None or ahead_s < 0)
    left = context.number("vpn", "certificate.days-left", finding.subject)
    lifetime = context.number("vpn", "certificate.lifetime", finding.subject)
    if ahead_s is None or finding.check != "vpn":
        return True
    if left is None or lifetime is None:
        return (ahead_s > 0) == (finding.code == "vpn.certificate-expired")
    return 0 < left + ahead_s / DAY_S <= lifetime


def loss_explains_silence(cause: Finding, _finding: Finding, _context: DiagnosisContext) -> bool:
    """So much is lost on the link that silence behind it is no wonder."""
    return (_value(cause, "loss") or 0.0) >= SILENCING_LOSS_PERCENT


def loss_delays_dns(cause: Finding, _finding: Finding, _context: DiagnosisContext) -> bool:
    """So much is lost that questions for names must be asked again."""
    return (_value(cause, "loss") or 0.0) >= DNS_DELAYING_LOSS_PERCENT


def loss_makes_router_names_come_and_go(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """The same of a router's name server that answers at times: one that never answers is silent by itself."""
    return comes_and_goes(cause, finding, context) and loss_delays_dns(cause, finding, context)


def comes_and_goes(_cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """Its diagnosis saw it fail and work, and so does not say that it is broken."""
    return finding.sure is Sureness.POSSIBLE


def loss_is_similar(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """The way behind the link loses about what the link itself does."""
    loss, have = _value(cause, "loss"), _value(finding, "have", "loss")
    return loss is None or have is None or (loss > 0 and have <= LOSS_TIMES * loss + LOSS_ALLOWANCE)


def latency_is_similar(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """The way behind the link is about as late as the link itself."""
    late, have = _value(cause, "p95"), _value(finding, "have")
    return late is None or have is None or have <= DELAY_TIMES * late


def cable_is_saturated(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """The line reaches what the cable carries, so the cable is what ends it."""
    speed, have = _value(cause, "speed"), _value(finding, "have")
    return speed is None or have is None or CABLE_SHARE * speed <= have


def same_direction(cause: Finding, finding: Finding, _context: DiagnosisContext) -> bool:
    """Large packets vanish in the same direction, as far as both say."""
    directions = {str(item.values.get("direction") or "both") for item in (cause, finding)}
    return "both" in directions or len(directions) == 1


def vpn_carries_traffic(cause: Finding, _finding: Finding, context: DiagnosisContext) -> bool:
    """The VPN that is connected carries what was measured."""
    return cause.level is Level.WARNING or bool(context.with_codes("line.through-vpn"))


def foreign_vpn_blocks_all(cause: Finding, finding: Finding, context: DiagnosisContext) -> bool:
    """A stranger's VPN carries everything, and nothing outside answers through it."""
    return (
        cause.level is Level.WARNING
        and not context.is_any_ok(*_OUTSIDE)
        and no_gateway_answered(cause, finding, context)
    )


def is_foreign_vpn(cause: Finding, _finding: Finding, _context: DiagnosisContext) -> bool:
    """The VPN that is connected is not the company's."""
    return cause.level is Level.WARNING


def _value(finding: Finding, *names: str) -> float | None:
    candidates = (finding.values.get(name) for name in names)
    return next((float(value) for value in candidates if isinstance(value, (int, float))), None)


def _other_name_resolved(finding: Finding, context: DiagnosisContext) -> bool:
    """Whether another gateway that has a name was found by it."""
    gateway_findings = [
        candidate
        for candidate in context.findings
        if candidate.subject in context.gateways and candidate.subject != finding.subject
    ]
    return any(
        candidate.code not in _NAME_FAILED and context.ip_version(candidate) == 0
        for candidate in gateway_findings
        if candidate.check == "vpn"
    )
