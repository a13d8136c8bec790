"""What the name service, or whoever stands before it, makes of a name. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import COMMON, RARE, USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED, TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED)
_SAME_NAME = (Relation.HOST, Relation.SUBJECT)
"""The desk's own name is no part of an observation: its subject stands for it."""


def _of_the_name(outcome: TrafficOutcome, *remarks: str) -> tuple[Pattern, ...]:
    """What DNS servers said of the very name."""
    return tuple(
        Pattern(outcomes=(outcome,), protocols=(Protocol.DNS,), remarks=remarks, relation=relation)
        for relation in _SAME_NAME
    )


_CONFIRMED = _of_the_name(TrafficOutcome.PASSED, "address-confirmed")
_UNKNOWN_OUTSIDE = tuple(
    Pattern(
        outcomes=(TrafficOutcome.REFUSED,),
        protocols=(Protocol.DNS,),
        ends=(Place.BEYOND,),
        remarks=("no-such-name",),
        relation=relation,
    )
    for relation in _SAME_NAME
)
_SICK = Pattern(protocols=(Protocol.DNS,), ends=(Place.BEYOND,), remarks=("sick",), relation=Relation.SUBJECT)
_AT_GATEWAYS_ADDRESS = Pattern(outcomes=_FAILED, ends=(Place.GATEWAY,), at=(Place.GATEWAY,), or_unlocated=True)
_REFUSED_BY_NAME = Pattern(
    outcomes=(TrafficOutcome.REFUSED, TrafficOutcome.LOST),
    ends=(Place.GATEWAY,),
    at=(Place.GATEWAY,),
    or_unlocated=True,
)
_RESOLVED = Pattern(
    outcomes=(TrafficOutcome.PASSED,), protocols=(Protocol.DNS,), ends=(Place.NAMES,), relation=Relation.SUBJECT
)
_STRANGERS_CERTIFICATE = Pattern(
    outcomes=(TrafficOutcome.ALTERED,), ends=(Place.GATEWAY,), remarks=("wrong-name",), relation=Relation.HOST
)
"""What answers TLS at the gateway's address has another name."""
_INTERCEPTED = Pattern(
    outcomes=(TrafficOutcome.PASSED,), protocols=(Protocol.DNS,), remarks=("intercepted",), relation=Relation.SUBJECT
)
"""Whoever is asked for the name, somebody on the way answers: its address is confirmed by nobody."""
_AT_THAT_ADDRESS = Pattern(outcomes=_FAILED, ends=(Place.GATEWAY, Place.DESK, Place.BEYOND))
_BY_DNS = Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,))
_ANSWERED_AS_ITSELF = Pattern(
    outcomes=(TrafficOutcome.PASSED,),
    protocols=(Protocol.TLS, Protocol.UDP),
    ends=(Place.GATEWAY,),
    without_remarks=("connected", "other-address"),
    relation=Relation.HOST,
)
_BY_NAME = Pattern(
    outcomes=_FAILED,
    ends=(Place.GATEWAY, Place.DESK, Place.BEYOND),
    at=(Place.GATEWAY, Place.DESK, Place.BEYOND),
    or_unlocated=True,
)

HYPOTHESES = (
    Hypothesis(
        name="name-leads-elsewhere",
        place=Place.NAMES,
        mechanism=Mechanism.REDIRECTS,
        codes=("network.dns-lies", "vpn.name-hidden", "vpn.name-wrong-at-home"),
        explains=(_BY_NAME, Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,), at=(Place.NAMES,), or_unlocated=True)),
        excluded_by=(
            *_CONFIRMED,
            *_UNKNOWN_OUTSIDE,
            *_of_the_name(TrafficOutcome.REDIRECTED, "pc"),
            _ANSWERED_AS_ITSELF,
        ),
        prior=RARE,
    ),
    Hypothesis(
        name="address-is-out-of-date",
        place=Place.NAMES,
        mechanism=Mechanism.STALE,
        requires=(_RESOLVED,),
        explains=(_AT_GATEWAYS_ADDRESS,),
        excluded_by=(_ANSWERED_AS_ITSELF,),
        prior=RARE,
    ),
    Hypothesis(
        name="strangers-answer-at-its-address",
        place=Place.NAMES,
        mechanism=Mechanism.STALE,
        requires=(_RESOLVED, _STRANGERS_CERTIFICATE),
        explains=(_REFUSED_BY_NAME,),
        excluded_by=(_ANSWERED_AS_ITSELF,),
        prior=COMMON,
    ),
    Hypothesis(
        name="names-are-answered-by-somebody-else",
        place=Place.NAMES,
        mechanism=Mechanism.REDIRECTS,
        codes=("vpn.name-unconfirmed",),
        requires=(_INTERCEPTED,),
        explains=(_AT_THAT_ADDRESS, _BY_DNS),
        excluded_by=(*_CONFIRMED, _ANSWERED_AS_ITSELF),
        prior=COMMON,
    ),
    Hypothesis(
        name="name-may-exist-nowhere",
        place=Place.GATEWAY,
        mechanism=Mechanism.MISCONFIGURED,
        requires=(_INTERCEPTED,),
        explains=(_BY_DNS,),
        excluded_by=_CONFIRMED,
        prior=COMMON,
    ),
    Hypothesis(
        name="pc-leads-name-elsewhere",
        place=Place.PC,
        mechanism=Mechanism.REDIRECTS,
        codes=("vpn.name-wrong-here", "network.name-wrong-here"),
        requires=(
            Pattern(
                outcomes=(TrafficOutcome.REDIRECTED,),
                protocols=(Protocol.DNS,),
                remarks=("pc", "here"),
                relation=Relation.SUBJECT,
            ),
        ),
        explains=(_BY_NAME, Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,), at=(Place.PC,), or_unlocated=True)),
        excluded_by=(
            *_CONFIRMED,
            *_of_the_name(TrafficOutcome.REDIRECTED, "resolver"),
            _ANSWERED_AS_ITSELF,
        ),
        prior=RARE,
    ),
    Hypothesis(
        name="zone-is-sick",
        place=Place.NAMES,
        mechanism=Mechanism.SICK,
        codes=("vpn.name-broken", "network.name-broken"),
        requires=(_SICK,),
        explains=(_BY_DNS,),
        prior=USUAL,
    ),
    Hypothesis(
        name="name-exists-nowhere",
        place=Place.GATEWAY,
        mechanism=Mechanism.MISCONFIGURED,
        codes=("vpn.name-unknown", "network.name-unknown"),
        requires=_UNKNOWN_OUTSIDE[1:],
        explains=(_BY_NAME, _BY_DNS),
        prior=USUAL,
    ),
    Hypothesis(
        name="home-name-server-fails",
        place=Place.NAMES,
        mechanism=Mechanism.DOWN,
        codes=("network.dns-of-router", "network.dns-server-dead", "vpn.name-unanswered"),
        explains=(Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,), ends=(Place.NAMES, Place.ROUTER)),),
        excluded_by=(
            Pattern(outcomes=(TrafficOutcome.PASSED,), protocols=(Protocol.DNS,), ends=(Place.NAMES,), subjects=("",)),
        ),
        prior=USUAL,
    ),
    Hypothesis(
        name="names-fail-in-this-pc",
        place=Place.PC,
        mechanism=Mechanism.MISCONFIGURED,
        codes=("network.dns-of-pc",),
        requires=(
            Pattern(
                outcomes=(TrafficOutcome.PASSED,),
                protocols=(Protocol.DNS,),
                ends=(Place.NAMES, Place.ROUTER),
                subjects=("",),
            ),
        ),
        explains=(Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,), ends=(Place.NAMES,)),),
        excluded_by=_of_the_name(TrafficOutcome.REDIRECTED, "resolver"),
        prior=USUAL,
    ),
)
