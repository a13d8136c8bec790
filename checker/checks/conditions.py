"""When a cause that is there explains what else was found: the second look that keeps apart two faults at once. Pure.

Each takes cause, finding and scene. What was not measured speaks for neither: then the code alone decides.
"""

from collections.abc import Callable

from checker.checks.scene import Scene
from checker.checks.vpn.gateways import Certified
from checker.checks.vpn.gateways_tunnel import WireGuard
from checker.checks.vpn.gateways_web import Sip
from checker.model.finding import Finding, Level

Condition = Callable[[Finding, Finding, Scene], bool]

DAY_S = 86_400.0
DROWNED = 50.0
"""Percent of round trips lost: at half of them three tries all fail in one case of eight, at a fifth in one of 125."""
DELAYS_NAMES = 5.0
"""Percent lost: a lost question is asked again after 5 s (resolv.conf(5), `timeout`), so one in twenty is felt."""
LOSS_TIMES = 3.0
"""A line through a poor link may lose more under load than the link in peace; three times as much is another fault."""
LOSS_ALLOWANCE = 2.0
"""Percentage points on top: what a series of fifty packets can miss by chance."""
DELAY_TIMES = 2.0
"""A link whose answers take up to so many milliseconds delays the whole way by about as much, not by a multiple."""
CABLE_SHARE = 0.7
"""Share of the cable's rate that a line's rate reaches where the cable is what holds it down."""
_ANSWERED = (
    "vpn.answers",
    "vpn.wrong-key",
    "vpn.overloaded",
    "vpn.path-narrow",
    "vpn.fragments-dropped",
    "vpn.certificate-ends-soon",
    "vpn.pptp-unsafe",
    "vpn.service-answers",
)
_OUTSIDE = ("network.desk-reached", "network.internet-fine")
_BY_TLS = (Certified, Sip)
"""Gateways that speak TLS from the first byte; what OpenVPN wraps is opened by nobody on the way."""
_NAME_FAILED = ("vpn.name-unknown", "vpn.name-unanswered", "vpn.name-hidden", "vpn.not-measured")


def always(_cause: Finding, _finding: Finding, _scene: Scene) -> bool:
    """The codes say it all."""
    return True


def nothing_passed(_cause: Finding, _finding: Finding, scene: Scene) -> bool:
    """What keeps everything in lets no gateway answer as itself."""
    return not scene.found(*_ANSWERED)


def nothing_went_out(cause: Finding, finding: Finding, scene: Scene) -> bool:
    """The same, and no host opened its door directly either: then the proxy was the only way."""
    network = scene.seen.get("network")
    direct = network is not None and any(
        one.value is not None for one in network if one.name in ("reach.v4", "reach.v6")
    )
    return nothing_passed(cause, finding, scene) and not direct


def nothing_outside(cause: Finding, finding: Finding, scene: Scene) -> bool:
    """No gateway and no host outside answered: a router that says that its line is down may be one of two."""
    return nothing_passed(cause, finding, scene) and not scene.well(*_OUTSIDE)


def over_udp(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """The finding is of a gateway that is asked by UDP."""
    return scene.over_udp(finding)


def over_tls(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """Whoever opens TLS on the way does so for a whole port: a gateway on it that is believed refutes it."""
    gateway = scene.gateways.get(finding.subject)
    if gateway is None:
        return True
    believed = {scene.gateways[one.subject] for one in scene.found("vpn.answers") if one.subject in scene.gateways}
    untouched = any(isinstance(one, _BY_TLS) and one.port == gateway.port for one in believed)
    return isinstance(gateway, _BY_TLS) and not untouched


def ipv4_literal(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """The profile names the gateway by an IPv4 address."""
    return scene.ip_version(finding) == 4


def ipv6_literal(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """The profile names the gateway by an IPv6 address."""
    return scene.ip_version(finding) == 6


def ipv4_proven_dead(cause: Finding, finding: Finding, scene: Scene) -> bool:
    """Two hosts said so (a note says: only one), and the gateway is not one that is asked by IPv6."""
    return cause.level in (Level.WARNING, Level.BLOCKER) and scene.ip_version(finding) != 6


def same_gateway(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """Both are of the same gateway."""
    return cause.subject == finding.subject


def same_camera(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """Both are of the same camera, or of none."""
    return cause.subject == finding.subject


def names_fail(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """Silence of the resolver explains itself; that a name is unknown does not, where another name was found."""
    if finding.code == "vpn.name-unanswered":
        return True
    return not _by_name(finding, scene)


def lied_about(cause: Finding, finding: Finding, scene: Scene) -> bool:
    """The lie is about this gateway's name, or every gateway with a name is out of reach."""
    gateway = scene.gateways.get(finding.subject)
    if gateway is None or scene.ip_version(finding):
        return False
    if cause.subject and cause.subject == gateway.host:
        return True
    answered = [one for one in scene.found(*_ANSWERED) if one.subject in scene.gateways]
    return not any(scene.ip_version(one) == 0 for one in answered)


def clock_explains(_cause: Finding, finding: Finding, scene: Scene) -> bool:
    """By the true time the certificate is valid; a WireGuard gateway falls silent only where the clock is behind."""
    ahead_s = scene.number("computer", "clock.offset")
    if finding.code == "vpn.silent-or-key":
        wireguard = isinstance(scene.gateways.get(finding.subject), WireGuard)
        return wireguard and (ahead_s is None or ahead_s < 0)
    left = scene.number("vpn", "certificate.days-left", finding.subject)
    lifetime = scene.number("vpn", "certificate.lifetime", finding.subject)
    if ahead_s is None or finding.check != "vpn":
        return True
    if left is None or lifetime is None:
        return (ahead_s > 0) == (finding.code == "vpn.certificate-expired")
    return 0 < left + ahead_s / DAY_S <= lifetime


def drowned(cause: Finding, _finding: Finding, _scene: Scene) -> bool:
    """So much is lost on the link that silence behind it is no wonder."""
    return (_value(cause, "loss") or 0.0) >= DROWNED


def delays_names(cause: Finding, _finding: Finding, _scene: Scene) -> bool:
    """So much is lost that questions for names must be asked again."""
    return (_value(cause, "loss") or 0.0) >= DELAYS_NAMES


def no_more_lost(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """The way behind the link loses about what the link itself does."""
    loss, have = _value(cause, "loss"), _value(finding, "have", "loss")
    return loss is None or have is None or (loss > 0 and have <= LOSS_TIMES * loss + LOSS_ALLOWANCE)


def no_later(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """The way behind the link is about as late as the link itself."""
    late, have = _value(cause, "p95"), _value(finding, "have")
    return late is None or have is None or have <= DELAY_TIMES * late


def cable_full(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """The line reaches what the cable carries, so the cable is what ends it."""
    speed, have = _value(cause, "speed"), _value(finding, "have")
    return speed is None or have is None or CABLE_SHARE * speed <= have


def same_direction(cause: Finding, finding: Finding, _scene: Scene) -> bool:
    """Large packets vanish in the same direction, as far as both say."""
    said = {str(one.values.get("direction") or "both") for one in (cause, finding)}
    return "both" in said or len(said) == 1


def carries_the_line(cause: Finding, _finding: Finding, scene: Scene) -> bool:
    """The VPN that is connected carries what was measured."""
    return cause.level is Level.WARNING or bool(scene.found("line.through-vpn"))


def leads_nowhere(cause: Finding, finding: Finding, scene: Scene) -> bool:
    """A stranger's VPN carries everything, and nothing outside answers through it."""
    return cause.level is Level.WARNING and not scene.well(*_OUTSIDE) and nothing_passed(cause, finding, scene)


def strange(cause: Finding, _finding: Finding, _scene: Scene) -> bool:
    """The VPN that is connected is not the company's."""
    return cause.level is Level.WARNING


def _value(finding: Finding, *names: str) -> float | None:
    told = (finding.values.get(name) for name in names)
    return next((float(value) for value in told if isinstance(value, (int, float))), None)


def _by_name(finding: Finding, scene: Scene) -> bool:
    """Whether another gateway that has a name was found by it."""
    others = [one for one in scene.findings if one.subject in scene.gateways and one.subject != finding.subject]
    return any(one.code not in _NAME_FAILED and scene.ip_version(one) == 0 for one in others if one.check == "vpn")
