"""What each code of the knowledge base says about the lab: true, false, or not decidable there.

A code says three things at once: its sentence, where it lies, who must act. It is true where all three are. What has
no predicate of its own is true where something was broken at its place, in one of its ways, for its subject.
"""

from collections.abc import Callable
from dataclasses import dataclass

from checker.knowledge.causes import cause_of
from checker.model.finding import Finding, Level
from checker.show.company_path.segments import segment_of
from tests.lab.faults.truth.injected import MECHANISMS, Injected
from tests.lab.faults.truth.truth import WORKING, Truth

Verdict = bool | None
"""None: not decidable here."""
Predicate = Callable[[Truth, Finding], Verdict]
LOSS = ("lossy", "slow", "overloaded")
BLOCKING = ("down", "drops", "refuses", "sick")
LEADING_AWAY = ("redirects", "alters", "stale")


@dataclass(frozen=True)
class Claim:
    """`places` that the code names, empty for those of the path picture; `mechanisms` that its sentence allows.

    `traits`: of the home, where the code only describes it; beside a fault of another kind it names no place for it.
    """

    places: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = MECHANISMS
    predicate: Predicate | None = None
    versions: tuple[int, ...] = ()
    traits: tuple[str, ...] = ()


def verdict_on(truth: Truth, finding: Finding) -> Verdict:
    """Whether the finding is true."""
    if finding.check == "run" or (finding.code.startswith("computer.") and finding.code not in CLAIMS):
        return None
    claim = CLAIMS.get(finding.code, Claim())
    if any(finding.code in injected.codes and _fits(truth, injected, finding) for injected in truth.injected):
        return True
    if finding.level is Level.UNKNOWN and claim.predicate is None:
        return None  # it says that it cannot tell
    if _alternatives(finding) and _is_broken(truth, finding, Claim(_alternatives(finding), claim.mechanisms)):
        return True  # "either here or there"
    if claim.predicate is not None:
        return claim.predicate(truth, finding)
    return _is_broken(truth, finding, claim)


def places_of(code: str) -> frozenset[str]:
    """Where a code says that it lies; empty for what lies on no way."""
    claim = CLAIMS.get(code)
    if claim and claim.places:
        return frozenset(claim.places)
    segment = segment_of(code)
    return frozenset({segment.value}) if segment else frozenset()


def named_places(finding: Finding) -> frozenset[str]:
    """Where a finding says that it lies: its code's places, and the two that it names of its own."""
    return places_of(finding.code) | frozenset(_alternatives(finding))


def names_place_of(finding: Finding, injected: Injected) -> bool:
    """Whether the finding lies where this was broken, and is said because of it."""
    claim = CLAIMS.get(finding.code, Claim())
    if claim.traits and injected.kind not in claim.traits:
        return False
    return bool(injected.places & named_places(finding))


_OR_OF_THE_SAME_PLACE = ("network.gateway-not-measured", "network.provider-loss", "vpn.filtered")
"""Codes whose sentence says "or" of what happens, and not of where."""


def is_choice(finding: Finding) -> bool:
    """Whether its reader is left with several places: two that it names of its own, or a sentence that says "or"."""
    says_or = " oder " in cause_of(finding).title.de and finding.code not in _OR_OF_THE_SAME_PLACE
    return len(_alternatives(finding)) > 1 or says_or


def _alternatives(finding: Finding) -> tuple[str, ...]:
    """The two places that a finding names of its own, where one alone would be too much."""
    places = finding.values.get("places")
    return tuple(places.split()) if isinstance(places, str) else ()


def _is_broken(truth: Truth, finding: Finding, claim: Claim) -> bool:
    places = frozenset(claim.places) or places_of(finding.code)
    return any(
        injected.places & places
        and injected.mechanism in claim.mechanisms
        and (not claim.versions or not injected.scope.versions or set(claim.versions) & set(injected.scope.versions))
        and _fits(truth, injected, finding)
        for injected in truth.injected
    )


def _fits(truth: Truth, injected: object, finding: Finding) -> bool:
    """Whether the finding is of a gateway that the fault touches, or of none."""
    return finding.subject not in truth.gateways or injected in truth.touching(finding.subject)


def _at(*places: str, how: tuple[str, ...] = MECHANISMS) -> Claim:
    return Claim(places, how)


def _undecided(_truth: Truth, _finding: Finding) -> Verdict:
    return None


def _trait(*traits: str) -> Claim:
    """True of the home by construction."""
    return Claim(
        predicate=lambda truth, _finding: bool(set(traits) & set(truth.traits)) or truth.kinds(*traits), traits=traits
    )


def _of_kind(*kinds: str) -> Claim:
    """True where just this was broken."""
    return Claim(predicate=lambda truth, _finding: truth.kinds(*kinds))


def _home_fine(truth: Truth, _finding: Finding) -> Verdict:
    """'The router answers quickly and without losses.'"""
    near = [item for item in truth.broken_at("home", "router", mechanisms=LOSS) if item.place in ("home", "router")]
    near = [item for item in near if not item.kind.startswith("resolver")]
    if any(item.place == "home" and not item.scope.when and item.scope.touches(4, "icmp", (0,), "") for item in near):
        return False
    return None if near or truth.kinds("address twice") else True


def _desk_reached(truth: Truth, _finding: Finding) -> Verdict:
    return truth.answered.get("outside.desk")


def _desk_down(truth: Truth, _finding: Finding) -> Verdict:
    """'Our test failed; your line is not the cause.'"""
    alive = truth.answered.get("outside.desk")
    if alive is None:
        return None
    return not alive and not truth.broken_at("home", "router", "provider", mechanisms=LOSS)


def _no_internet(truth: Truth, _finding: Finding) -> Verdict:
    """'Your line does not reach the internet', and the provider acts."""
    if any(truth.answered.get(f"neighbour.line-v{version}") for version in (4, 6)):
        return False
    return bool(truth.broken_at("provider", mechanisms=("down", "drops", "refuses")))


def _web_blocked(truth: Truth, _finding: Finding) -> Verdict:
    """'Your internet is up, but web pages do not get through.'"""
    if any(truth.answered.get(f"pc.line-v{version}") for version in (4, 6)):
        return False
    closing = truth.broken_at("pc", "router", "provider", mechanisms=BLOCKING)
    return any(item.scope.touches(4, "tcp", (443,), "reach") for item in closing)


def _host_silent(truth: Truth, _finding: Finding) -> Verdict:
    alive = truth.answered.get("outside.line-v4")
    return None if alive is None else not alive


def _name_unknown(truth: Truth, _finding: Finding) -> Verdict:
    return truth.kinds("name gone")


def _address_dead(truth: Truth, _finding: Finding) -> Verdict:
    return truth.kinds("one address dead", "dead IPv6 address")


def _answers(truth: Truth, finding: Finding) -> Verdict:
    return truth.works_here(finding.subject)


def _touching(truth: Truth, finding: Finding) -> list[Injected]:
    """What keeps people from this gateway; what is harmless does not."""
    return [item for item in truth.touching(finding.subject) if not item.is_harmless]


def _gateway_is_dead(truth: Truth, finding: Finding) -> Verdict:
    """It does not answer for anybody, so the IT firm acts."""
    dead_there = [item for item in _touching(truth, finding) if item.places & {"gateway", "beyond", "company"}]
    return bool(dead_there) or truth.works_outside(finding.subject) is False


def _gateway_refuses(truth: Truth, finding: Finding) -> Verdict:
    closed = [item for item in _touching(truth, finding) if item.places & {"gateway"}]
    gateway = truth.gateways.get(finding.subject)
    if gateway is None:
        return None
    is_wrong_port = any(item.kind == "wrong port" for item in closed)
    return bool(closed) and (is_wrong_port or gateway.outside not in WORKING or truth.kinds("home banned"))


def _unreachable(truth: Truth, finding: Finding) -> Verdict:
    """'There is no way from your computer to the gateway', and you act: something at home closes it."""
    if truth.works_here(finding.subject):
        return False
    touching = _touching(truth, finding)
    return any(item.places & {"pc", "home", "router"} for item in touching) if touching else None


def _certificate(*kinds: str) -> Claim:
    return Claim(
        predicate=lambda truth, finding: any(
            item.kind in kinds and item.places & {"gateway"} for item in truth.touching(finding.subject)
        )
    )


def _key_missing(truth: Truth, finding: Finding) -> Verdict:
    gateway = truth.gateways.get(finding.subject)
    return None if gateway is None else not gateway.has_key


def _silent_or_key(truth: Truth, finding: Finding) -> Verdict:
    gateway = truth.gateways.get(finding.subject)
    if gateway is None or not gateway.key_fits:
        return True if gateway else None
    return True if _gateway_is_dead(truth, finding) else None


def _wrong_key(truth: Truth, finding: Finding) -> Verdict:
    gateway = truth.gateways.get(finding.subject)
    return None if gateway is None else not gateway.key_fits


def _name_hidden(truth: Truth, _finding: Finding) -> Verdict:
    """The resolver at home holds back a name that the rest of the internet knows."""
    return bool(
        truth.broken_at("router", mechanisms=("alters", "drops", "redirects", "misconfigured"))
    ) and truth.kinds("name held back", "name denied")


def _nobody_resolves(truth: Truth, _finding: Finding) -> Verdict:
    """Nobody at home answers for the name, so you act."""
    if truth.broken_at("gateway", mechanisms=("sick",)):
        return False
    return bool([item for item in truth.injected if item.places & {"router", "names", "pc", "home", "provider"}])


def _provider_loses(truth: Truth, _finding: Finding) -> Verdict:
    return bool(truth.broken_at("provider", "beyond", mechanisms=LOSS))


_SMB = (445,)
"""The port of the company's service in the lab."""


def _service_answers(truth: Truth, _finding: Finding) -> Verdict:
    return not any(item.scope.touches(4, "tcp", _SMB, "files") for item in truth.broken_at("company") if item.is_total)


CLAIMS: dict[str, Claim] = {
    "network.home-fine": Claim(predicate=_home_fine),
    "network.desk-reached": Claim(predicate=_desk_reached),
    "network.internet-fine": Claim(predicate=lambda truth, _: truth.answered.get("router.line-v4")),
    "network.on-wifi": _trait("wifi"),
    "network.route-changed": Claim(predicate=_undecided),
    "network.gateway-not-measured": Claim(predicate=_undecided, traits=("ping ignored",)),
    "network.local-network-forbidden": Claim(predicate=_undecided),
    "network.no-adapter": _at("home", "pc", how=("down",)),
    "network.no-address": _at("router", "pc", "home", how=("down", "misconfigured", "stale")),
    "network.no-gateway": _at("router", "pc", how=("misconfigured", "stale", "down")),
    "network.gateway-silent": _at("router", "home", how=("down", "drops", "refuses", "misconfigured", "stale")),
    "network.wifi-weak": _at("home", how=LOSS),
    "network.wifi-band": _at("home", how=LOSS),
    "network.wifi-disturbed": _at("home", how=LOSS),
    "network.link-disturbed": _at("home", how=LOSS),
    "network.cable-slow": _at("home", how=LOSS),
    "network.cable-half-duplex": _at("home", how=LOSS),
    "network.same-as-company": _trait("overlap"),
    "network.own-network-as-company": _trait("overlap"),
    "network.address-conflict": _of_kind("address twice"),
    "network.link-interrupted": Claim(
        predicate=lambda truth, _: (
            bool(truth.broken_at("home", "router", mechanisms=LOSS)) or truth.kinds("address twice")
        )
    ),
    "network.line-interrupted": Claim(("provider", "router"), LOSS),
    "network.vpn-active": _trait("vpn", "another VPN"),
    "network.no-desk": Claim(predicate=_undecided),
    "network.captive-portal": _of_kind("portal"),
    "network.desk-certificate": _of_kind("desk certificate", "clock", "inspection"),
    "network.tls-intercepted": _of_kind("inspection", "lock page", "portal", "name redirected"),
    "network.proxy": _trait("proxy"),
    "network.proxy-broken": _of_kind("proxy gone"),
    "network.proxy-password": _of_kind("proxy password"),
    "network.proxy-needed": _of_kind("proxy needed"),
    "network.proxy-script-broken": _of_kind("proxy script"),
    "network.dns-of-pc": _at("pc"),
    "network.dns-of-router": Claim(
        ("router", "names"),
        predicate=lambda truth, _: (
            _resolver_is_down(truth) or truth.kinds("resolver") or truth.kinds("resolver without AAAA")
        ),
    ),
    "network.name-unknown": Claim(("names", "desk", "gateway"), predicate=_name_unknown),
    "network.desk-down": Claim(("desk",), predicate=_desk_down),
    "network.desk-silent": Claim(("desk", "provider"), predicate=_undecided),
    "network.no-internet": Claim(predicate=_no_internet),
    "network.router-or-line": Claim(("router", "provider"), ("down", "drops", "refuses", "misconfigured")),
    "network.web-blocked": Claim(predicate=_web_blocked),
    "network.router-blocks": Claim(("router",), (*BLOCKING, "redirects")),
    "network.wrong-router": _of_kind("wrong router"),
    "network.wrong-adapter": _of_kind("second adapter"),
    "network.netmask-wrong": _of_kind("netmask"),
    "network.blocked-here": Claim(("pc",), ("drops", "refuses")),
    "network.vpn-hangs": _of_kind("another VPN", "hung VPN"),
    "network.ipv6-address-stale": Claim(("pc", "router"), ("stale",), versions=(6,)),
    "network.host-silent": Claim(("beyond",), predicate=_host_silent),
    "network.ipv6-broken": Claim(("provider",), BLOCKING, versions=(6,)),
    "network.ipv4-broken": Claim(("provider",), BLOCKING, versions=(4,)),
    "network.not-measured": Claim(predicate=_undecided),
    "network.double-nat": _trait("double NAT"),
    "network.cgnat": _trait("CGNAT"),
    "network.ds-lite": _trait("DS-Lite"),
    "network.nat64": _trait("NAT64"),
    "network.symmetric-nat": _trait("symmetric NAT"),
    "network.provider-loss": Claim(predicate=_provider_loses),
    "network.large-packets-lost": Claim(
        ("provider", "beyond"),
        predicate=lambda truth, _: any(item.scope.size == "large" for item in truth.injected if not item.scope.targets),
    ),
    "network.dns-slow": Claim(
        ("router", "names"), predicate=lambda truth, _: bool(truth.broken_at("names", "router", mechanisms=("slow",)))
    ),
    "network.dns-lies": _at("router", "names", "provider", how=LEADING_AWAY),
    "network.dns-server-dead": _at("router", "names", "pc", "provider"),
    "network.name-wrong-here": _at("pc", how=LEADING_AWAY),
    "network.name-broken": _at("names", "desk", "gateway", "beyond", how=("sick",)),
    "network.address-dead": Claim(("beyond", "desk"), predicate=_address_dead),
    "router.connected": Claim(predicate=lambda truth, _: truth.answered.get("router.line-v4")),
    "router.not-told": Claim(predicate=_undecided),
    "router.offline": Claim(predicate=_no_internet),
    "router.restarted": Claim(predicate=_undecided),
    "router.double-nat": _trait("double NAT"),
    "router.cgnat": _trait("CGNAT"),
    "router.ds-lite": _trait("DS-Lite"),
    "vpn.answers": Claim(predicate=_answers),
    "vpn.no-gateways": Claim(predicate=lambda truth, _: not truth.gateways),
    "vpn.not-measured": Claim(predicate=_undecided),
    "vpn.cannot-tell": Claim(predicate=_undecided),
    "vpn.restricted": Claim(predicate=_undecided),
    "vpn.certificate-own": Claim(predicate=_undecided),
    "vpn.unsteady": Claim(("home", "router", "provider", "gateway"), ("lossy", "overloaded", "slow", "drops")),
    "vpn.wrong-key": Claim(predicate=_wrong_key),
    "vpn.refused": Claim(predicate=_gateway_refuses),
    "vpn.unreachable": Claim(("pc", "home", "router"), predicate=_unreachable),
    "vpn.silent": Claim(predicate=_gateway_is_dead),
    "vpn.port-silent": Claim(predicate=_gateway_is_dead),
    "vpn.nat-port-silent": Claim(predicate=_gateway_is_dead),
    "vpn.hangs-up": Claim(predicate=_gateway_is_dead),
    "vpn.stalls": Claim(predicate=_gateway_is_dead),
    "vpn.other-answers": Claim(predicate=_gateway_is_dead),
    "vpn.name-unknown": Claim(("names", "gateway"), predicate=_name_unknown),
    "vpn.name-unanswered": Claim(predicate=_nobody_resolves),
    "vpn.name-hidden": Claim(predicate=_name_hidden),
    "vpn.name-wrong-here": _at("pc", how=LEADING_AWAY),
    "vpn.name-wrong-at-home": _at("router", "names", "provider", how=LEADING_AWAY),
    "vpn.name-leads-home": _at("pc", "router", "names", "provider", how=LEADING_AWAY),
    "vpn.name-unconfirmed": _at("router", "names", "provider", how=(*LEADING_AWAY, "drops")),
    "vpn.name-broken": _at("names", "gateway", how=("sick",)),
    "vpn.address-dead": Claim(("gateway", "names"), predicate=_address_dead),
    "vpn.certificate-ends-soon": _certificate("certificate ends soon"),
    "vpn.certificate-expired": _certificate("certificate expired"),
    "vpn.certificate-not-yet-valid": _certificate("certificate not yet valid"),
    "vpn.certificate-wrong-name": _certificate("certificate wrong name"),
    "vpn.certificate-unknown-issuer": _certificate("certificate unknown issuer"),
    "vpn.certificate-changed": _certificate("certificate unknown issuer", "certificate changed"),
    "vpn.certificate-refused": _certificate("certificate refused"),
    "vpn.pptp-unsafe": Claim(predicate=lambda truth, finding: finding.subject.startswith("pptp")),
    "vpn.key-missing": Claim(predicate=_key_missing),
    "vpn.silent-or-key": Claim(predicate=_silent_or_key),
    "vpn.refused-by-router": _at("router", how=("refuses",)),
    "vpn.refused-on-the-way": _at("provider", "beyond", how=("refuses",)),
    "vpn.blocked-here": _at("pc", how=("drops", "refuses")),
    "vpn.port-blocked-at-home": _at("router", how=("drops", "down")),
    "vpn.port-blocked-by-provider": _at("provider", how=("drops", "down")),
    "vpn.udp-blocked": Claim(
        ("router",),
        predicate=lambda truth, _: any(
            item.places & {"router"}
            and ((item.scope.protocols == ("udp",) and not item.scope.ports) or item.kind == "only the web")
            for item in truth.injected
        ),
    ),
    "vpn.path-narrow": Claim(
        ("provider", "beyond"),
        predicate=lambda truth, finding: any(item.scope.size == "large" for item in truth.touching(finding.subject)),
    ),
    "vpn.fragments-dropped": Claim(
        ("provider", "beyond", "router"),
        predicate=lambda truth, finding: any(
            item.scope.size == "fragments" for item in truth.touching(finding.subject)
        ),
    ),
    "vpn.filtered": _at("pc", "router", "provider", "gateway", how=("drops", "refuses")),
    "vpn.session-cut": _at("router", "provider", "beyond", "gateway"),
    "vpn.flows-lost": _at("router", "provider", "beyond", "gateway"),
    "vpn.lossy": _at("provider", "beyond", "gateway", how=LOSS),
    "vpn.server-behind-down": _at("gateway", "company", how=("down", "sick")),
    "vpn.overloaded": _at("gateway", how=("overloaded",)),
    "vpn.service-answers": Claim(predicate=_service_answers),
    "vpn.service-silent": _at("company", how=BLOCKING),
    # they watch minutes, and the lab's visits last seconds: only where something was broken in time they can be said
    "outages.home": Claim(("home", "router"), ("down", *LOSS)),
    "outages.line": Claim(("provider",), ("down", *LOSS)),
    "outages.internet": Claim(("provider", "beyond"), ("down", *LOSS)),
    "outages.behind-router": Claim(("provider", "beyond"), ("down", *LOSS)),
    "outages.desk": Claim(("desk",), ("down", *LOSS)),
    "outages.names": Claim(("names", "router"), ("down", "drops", "sick", *LOSS)),
    "outages.gateway": Claim(("gateway", "company"), ("down", *LOSS)),
    **dict.fromkeys(
        (
            "outages.none",
            "outages.not-measured",
            "outages.check-missing",
            "outages.undecided",
            "outages.lossy",
            "outages.regular",
            "outages.under-load",
            "outages.daily",
            "outages.new-address",
            "outages.roaming",
        ),
        Claim(predicate=_undecided),
    ),
    "computer.clock-wrong": _of_kind("clock"),
}


def _resolver_is_down(truth: Truth) -> bool:
    """Whether the router's resolver had no address for a name that the internet knows, asked by another host."""
    outside = truth.names.get("outside:names:desk.example:A", [])
    asked_by = ("neighbour", "router")
    answers = (truth.names.get(f"{label}:router-names:desk.example:A") for label in asked_by)
    home = next((answer for answer in answers if answer), None)
    return (
        home is not None
        and bool(outside)
        and not outside[0].startswith(("silent", "rcode"))
        and (home[0].startswith(("silent", "rcode")))
    )
