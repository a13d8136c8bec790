"""Every sentence of a report must be true beside every other: what consoles is held against the verdict too. Pure.

A finding that is well, or a note that takes the blame off somebody, clears places of ways to be broken. Where another
finding of the same report, or a witness, says that a place is broken in such a way, the sentence is dropped, or
replaced by one that is true beside it.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checker.checks.reasoning.hypothesis import Mechanism, Pattern
from checker.checks.reasoning.verdict import place_of, places_of, stated_hypothesis, symptoms_of, weigh
from checker.checks.reasoning.witness import Place, TrafficOutcome, Witness
from checker.model.finding import Finding, Level
from checker.model.record import Record

Accusation = tuple[Place, Mechanism]
_ACCUSING_LEVELS = (Level.WARNING, Level.BLOCKER)
_ANY_MECHANISM = tuple(Mechanism)
_NOTHING_PASSES = (Mechanism.DOWN,)
_DISTURBED = (Mechanism.DOWN, Mechanism.LOSSY, Mechanism.SLOW, Mechanism.OVERLOADED)
_ALL_TRAFFIC = (*_DISTURBED, Mechanism.REDIRECTS, Mechanism.MISCONFIGURED)
"""Ways to be broken that reach whatever is sent, not one kind of traffic alone."""


class Consolation(Record, frozen=True, kw_only=True):
    """What a code's sentence takes the blame off: each of `places`, as far as `mechanisms` go; of whatever level.

    `refuted_by`: witnesses beside which it is not true. With `needs_verdict` the place that it names instead must
    outweigh all others over its own symptoms. `replacement`: the code that is true then, at `level`; none: it is
    dropped.
    """

    places: tuple[Place, ...] = ()
    mechanisms: tuple[Mechanism, ...] = _ANY_MECHANISM
    refuted_by: tuple[Pattern, ...] = ()
    needs_verdict: bool = False
    replacement: str = ""
    level: Level = Level.OK


NAMED_SHARE = 0.5
"""Of the weight of all that is left: a place that is named instead of others must outweigh these together."""
_WAY_OUT = (Place.PC, Place.HOME, Place.ROUTER, Place.PROVIDER)
CONSOLATIONS: Mapping[str, Consolation] = {
    "computer.fine": Consolation(
        places=(Place.PC,), refuted_by=(Pattern(outcomes=(TrafficOutcome.REFUSED,), at=(Place.PC,)),)
    ),
    "network.home-fine": Consolation(places=(Place.HOME,), mechanisms=_ALL_TRAFFIC),
    # "how good Wi-Fi or cable is stayed open": not where another sign has told
    "network.gateway-not-measured": Consolation(places=(Place.HOME,), mechanisms=_ALL_TRAFFIC),
    "network.internet-fine": Consolation(places=_WAY_OUT, mechanisms=_NOTHING_PASSES),
    "network.desk-down": Consolation(
        places=_WAY_OUT,
        mechanisms=_ALL_TRAFFIC,
        needs_verdict=True,
        replacement="network.desk-silent",
        level=Level.UNKNOWN,
    ),
    "router.connected": Consolation(places=(Place.PROVIDER,), mechanisms=_NOTHING_PASSES),
    "line.fine": Consolation(places=(Place.PROVIDER,), mechanisms=_DISTURBED, replacement="line.fast-enough"),
}
RESTATEMENTS: Mapping[str, str] = {"vpn.unreachable": "vpn.silent"}
"""A trouble whose places weigh less, over its own symptoms, than those of another code: that one is said instead."""
FACTS = (
    "network.desk-reached",
    "vpn.answers",
    "vpn.service-answers",
    "outages.none",
    "camera.ready",
    "microphone.ready",
    "microphone.usable",
    "speaker.ready",
)
"""Findings that are well and clear nobody else: what answered has answered, whatever else is broken."""

ACCUSATIONS: Mapping[str, tuple[Accusation, ...]] = {
    # one IP version is dead, the other carries the day's work
    "network.ipv4-broken": (),
    "network.ipv6-broken": (),
    "network.no-adapter": ((Place.HOME, Mechanism.DOWN),),
    "network.no-address": ((Place.HOME, Mechanism.DOWN),),
    "network.no-gateway": ((Place.HOME, Mechanism.DOWN),),
    "network.gateway-silent": ((Place.HOME, Mechanism.DOWN), (Place.ROUTER, Mechanism.DOWN)),
    "network.wifi-weak": ((Place.HOME, Mechanism.LOSSY),),
    "network.wifi-disturbed": ((Place.HOME, Mechanism.LOSSY),),
    "network.link-disturbed": ((Place.HOME, Mechanism.LOSSY),),
    "network.cable-slow": ((Place.HOME, Mechanism.SLOW),),
    "network.cable-half-duplex": ((Place.HOME, Mechanism.LOSSY),),
    "network.captive-portal": ((Place.PROVIDER, Mechanism.REDIRECTS),),
    "network.no-internet": ((Place.PROVIDER, Mechanism.DOWN),),
    "network.provider-loss": ((Place.PROVIDER, Mechanism.LOSSY),),
    "network.proxy-broken": ((Place.PC, Mechanism.MISCONFIGURED),),
    "network.proxy-password": ((Place.PC, Mechanism.MISCONFIGURED),),
    "network.proxy-script-broken": ((Place.PC, Mechanism.MISCONFIGURED),),
    "network.router-or-line": ((Place.ROUTER, Mechanism.DOWN), (Place.PROVIDER, Mechanism.DOWN)),
    # who of several closes it is not said
    "network.web-blocked": (),
    "vpn.unreachable": (),
    "router.offline": ((Place.PROVIDER, Mechanism.DOWN),),
    "line.loss": ((Place.PROVIDER, Mechanism.LOSSY),),
    "outages.home": ((Place.HOME, Mechanism.LOSSY),),
    "outages.line": ((Place.PROVIDER, Mechanism.LOSSY),),
    "outages.internet": ((Place.PROVIDER, Mechanism.LOSSY),),
    "outages.behind-router": ((Place.PROVIDER, Mechanism.LOSSY),),
    # where it breaks is not said, or no place of the way is broken
    "outages.undecided": (),
    "outages.lossy": (),
    "outages.names": (),
    "outages.gateway": (),
    "line.wifi-limits": ((Place.HOME, Mechanism.SLOW),),
}
"""Of findings that no hypothesis states, or that say more than one; else it is the hypothesis' place and mechanism."""


def consistent(findings: Iterable[Finding], witnesses: Sequence[Witness]) -> tuple[Finding, ...]:
    """The findings without what is not true beside the others. The order of neither makes a difference."""
    all_findings = tuple(findings)
    accused = {accusation for finding in all_findings for accusation in accusations_of(finding)}
    restated = (_restated(finding, witnesses) for finding in all_findings)
    tenable = (_tenable(finding, accused, witnesses) for finding in restated)
    return tuple(finding for finding in tenable if finding is not None)


def accusations_of(finding: Finding) -> tuple[Accusation, ...]:
    """Where a trouble says that something is broken, and how."""
    if finding.level not in _ACCUSING_LEVELS:
        return ()
    if finding.code in ACCUSATIONS:
        return ACCUSATIONS[finding.code]
    stated = stated_hypothesis(finding)
    return () if stated is None else ((stated.place, stated.mechanism),)


def _restated(finding: Finding, witnesses: Sequence[Witness]) -> Finding:
    """The finding, by the code that the verdict over its symptoms gives more weight to."""
    code = RESTATEMENTS.get(finding.code)
    symptoms = symptoms_of(finding, witnesses) if code else ()
    if not code or not symptoms:
        return finding
    verdict = weigh(symptoms, witnesses)
    own, other = (sum(verdict.share(place) for place in places_of(name)) for name in (finding.code, code))
    return msgspec.structs.replace(finding, code=code) if other > own else finding


def _tenable(finding: Finding, accused: set[Accusation], witnesses: Sequence[Witness]) -> Finding | None:
    """The finding where it may stand, what is true instead of it, or None."""
    consolation = CONSOLATIONS.get(finding.code)
    if consolation is None or not _is_refuted(finding, consolation, accused, witnesses):
        return finding
    if not consolation.replacement:
        return None
    return msgspec.structs.replace(finding, code=consolation.replacement, level=consolation.level)


def _is_refuted(
    finding: Finding, consolation: Consolation, accused: set[Accusation], witnesses: Sequence[Witness]
) -> bool:
    if any(place in consolation.places and mechanism in consolation.mechanisms for place, mechanism in accused):
        return True
    if any(pattern.fits(witness) for pattern in consolation.refuted_by for witness in witnesses):
        return True
    return consolation.needs_verdict and not _is_likely(finding, witnesses)


def _is_likely(finding: Finding, witnesses: Sequence[Witness]) -> bool:
    place, symptoms = place_of(finding), symptoms_of(finding, witnesses)
    if place is None or not symptoms:
        return False
    return weigh(symptoms, witnesses).share(place) >= NAMED_SHARE
