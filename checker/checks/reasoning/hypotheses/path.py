"""Behind the named causes: that something at a place fails, for all traffic or for one kind. Pure.

So an unknown mechanism still gets the right place; and a named cause is certain only where these are contradicted at
every other place.
"""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import COMMON, EXOTIC, RARE, USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_UNANSWERED = (TrafficOutcome.LOST,)
_CHANGED = (TrafficOutcome.REFUSED, TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED)
_ON_PATH = (Place.PC, Place.HOME, Place.ROUTER, Place.PROVIDER, Place.BEYOND)
_ENDS = (Place.GATEWAY, Place.DESK, Place.COMPANY)
_SINGLE = (Place.ROUTER, *_ENDS)
"""Machines of their own, which may be down."""
_OF_EVERYTHING = {
    Place.PC: RARE,
    Place.HOME: COMMON,
    Place.ROUTER: COMMON,
    Place.PROVIDER: COMMON,
    Place.BEYOND: EXOTIC,
}
_OF_A_KIND = {Place.PC: RARE, Place.HOME: EXOTIC, Place.ROUTER: RARE, Place.PROVIDER: RARE, Place.BEYOND: EXOTIC}
_ENDS_BEHIND = {
    # an answer that a place gives itself says nothing of what it does to others' packets
    Place.PC: (),
    Place.HOME: (Place.ROUTER, Place.NAMES, Place.PROVIDER, Place.BEYOND, *_ENDS),
    Place.ROUTER: (Place.NAMES, Place.PROVIDER, Place.BEYOND, *_ENDS),
    Place.PROVIDER: (Place.BEYOND, *_ENDS),
    Place.BEYOND: _ENDS,
}


_CODES_OF_EVERYTHING = {
    Place.ROUTER: ("network.gateway-silent",),
    Place.PROVIDER: ("network.no-internet", "network.ipv4-broken", "network.ipv6-broken", "router.offline"),
}
_CODES_OF_A_KIND = {
    Place.PC: ("vpn.blocked-here", "vpn.unreachable", "network.web-blocked"),
    Place.ROUTER: (
        "vpn.port-blocked-at-home",
        "vpn.refused-by-router",
        "vpn.unreachable",
        "network.tls-intercepted",
        "network.web-blocked",
    ),
    Place.PROVIDER: ("vpn.port-blocked-by-provider", "vpn.refused-on-the-way", "network.web-blocked"),
}
_CODES_OF_AN_END = {
    Place.ROUTER: ("network.gateway-silent",),
    Place.GATEWAY: (
        "vpn.silent",
        "vpn.port-silent",
        "vpn.silent-or-key",
        "vpn.nat-port-silent",
        "vpn.refused",
        "vpn.other-answers",
        "vpn.hangs-up",
        "vpn.stalls",
        "vpn.certificate-unknown-issuer",
        "vpn.certificate-changed",
        "vpn.certificate-wrong-name",
        "vpn.certificate-expired",
        "vpn.certificate-not-yet-valid",
        "vpn.certificate-refused",
    ),
    Place.DESK: ("network.desk-down", "network.desk-silent", "network.desk-certificate"),
    Place.COMPANY: ("vpn.service-silent", "vpn.server-behind-down"),
}


NO_WAY = "unreachable"
"""The remark of a refusal that says that there is no way to the host."""
_AT_OTHER_ADDRESS = Pattern(remarks=("other-address",), relation=Relation.SUBJECT)
CUT_OFF = ("filtered", "breaks-off")
"""Remarks of a connection that the far end has begun, or lets another way: it is not down."""
NOWHERE_FARTHER = "control-passed"
"""The remark of a loss where a control of the same shape came farther: it was lost where it was recorded last, or at
the entrance of the next machine, which may filter before it counts a packet's time to live down."""
_NEXT = {Place.PC: Place.ROUTER, Place.ROUTER: Place.PROVIDER, Place.PROVIDER: Place.BEYOND}


def _explained_at(place: Place) -> tuple[Pattern, ...]:
    """What is lost is lost here or later than it was recorded; what was changed was changed here, or unlocated."""
    ends = _ENDS_BEHIND[place]
    return (
        Pattern(outcomes=_UNANSWERED, within=place, ends=ends, without_remarks=(NOWHERE_FARTHER,)),
        Pattern(outcomes=_UNANSWERED, at=(place,), ends=ends, remarks=(NOWHERE_FARTHER,)),
        Pattern(
            outcomes=_CHANGED,
            at=(place,),
            or_unlocated=True,
            ends=ends,
            without_remarks=("behind-router",) if place.distance <= Place.ROUTER.distance else (),
        ),
    )


def _everything_fails(place: Place) -> Hypothesis:
    return Hypothesis(
        name=f"{place.value}-fails",
        place=place,
        mechanism=Mechanism.DOWN,
        codes=_CODES_OF_EVERYTHING.get(place, ()),
        explains=_explained_at(place),
        excluded_by=(Pattern(outcomes=(TrafficOutcome.PASSED,), beyond=place, relation=Relation.IP_VERSION),),
        prior=_OF_EVERYTHING[place],
    )


def _one_kind_fails(place: Place) -> Hypothesis:
    return Hypothesis(
        name=f"{place.value}-fails-for-one-kind",
        place=place,
        mechanism=Mechanism.DROPS,
        codes=_CODES_OF_A_KIND.get(place, ()),
        explains=_explained_at(place),
        excluded_by=(
            Pattern(outcomes=(TrafficOutcome.PASSED, TrafficOutcome.LOST), beyond=place, relation=Relation.EXCHANGE),
        ),
        prior=_OF_A_KIND[place],
    )


def _lets_little_out(place: Place, prior: float) -> Hypothesis:
    """A guest network, a full table of connections: what has nothing to do with the company is silent as well."""
    return Hypothesis(
        name=f"{place.value}-lets-little-out",
        place=place,
        mechanism=Mechanism.DROPS,
        requires=(Pattern(outcomes=_UNANSWERED, protocols=(Protocol.UDP, Protocol.DNS), ends=(Place.BEYOND,)),),
        explains=_explained_at(place)[:2],
        # what passed was one of the few
        excluded_by=(
            Pattern(outcomes=_UNANSWERED, beyond=place, relation=Relation.EXCHANGE),
            Pattern(remarks=("udp.leaves-home",), beyond=place),
        ),
        prior=prior,
    )


def _lets_some_through(place: Place, prior: float) -> Hypothesis:
    """What was silent to the same protocol has answered at the second look: it comes and goes, for all of its kind."""
    return Hypothesis(
        name=f"{place.value}-lets-some-through",
        place=place,
        mechanism=Mechanism.LOSSY,
        requires=(
            Pattern(
                outcomes=(TrafficOutcome.PASSED,),
                ends=(Place.GATEWAY,),
                remarks=("again",),
                relation=Relation.PROTOCOL,
            ),
        ),
        explains=(Pattern(outcomes=_UNANSWERED, ends=_ENDS),),
        prior=prior,
    )


def _entrance_drops(place: Place, last: Place) -> Hypothesis:
    return Hypothesis(
        name=f"{place.value}-filters-at-its-entrance",
        place=place,
        mechanism=Mechanism.DROPS,
        explains=(
            Pattern(outcomes=_UNANSWERED, at=(last,), ends=_ENDS_BEHIND[place], remarks=(NOWHERE_FARTHER,)),
            Pattern(outcomes=_UNANSWERED, ends=_ENDS_BEHIND[place], remarks=("again",)),
        ),
        prior=EXOTIC,
    )


def _end_fails(place: Place) -> Hypothesis:
    """The one who was asked: down, closed, or answering wrongly."""
    return Hypothesis(
        name=f"{place.value}-does-not-answer",
        place=place,
        mechanism=Mechanism.DOWN,
        codes=_CODES_OF_AN_END[place],
        explains=(
            Pattern(outcomes=_UNANSWERED, ends=(place,), without_remarks=(NOWHERE_FARTHER, *CUT_OFF)),
            Pattern(outcomes=_CHANGED, ends=(place,), at=(place,), or_unlocated=True, without_remarks=(NO_WAY,)),
        ),
        # it answers as itself, where its name leads outside
        excluded_by=(_AT_OTHER_ADDRESS,),
        prior=COMMON,
    )


def _end_is_gone(place: Place) -> Hypothesis:
    """The machine before it says that there is no way: then nothing of its host answers."""
    return Hypothesis(
        name=f"{place.value}-is-gone",
        place=place,
        mechanism=Mechanism.DOWN,
        explains=(
            Pattern(outcomes=_UNANSWERED, ends=(place,), without_remarks=(NOWHERE_FARTHER, *CUT_OFF)),
            Pattern(outcomes=(TrafficOutcome.REFUSED,), ends=(place,), or_unlocated=True, at=(place,)),
        ),
        requires=(Pattern(remarks=(NO_WAY,), ends=(place,), relation=Relation.SUBJECT),),
        excluded_by=(
            _AT_OTHER_ADDRESS,
            *(
                Pattern(outcomes=(TrafficOutcome.PASSED,), ends=(place,), at=(place,), relation=relation)
                for relation in (Relation.HOST, Relation.SUBJECT)
            ),
        ),
        prior=COMMON,
    )


_ANOTHER_HOST_ANSWERED = Pattern(
    outcomes=(TrafficOutcome.PASSED,),
    protocols=(Protocol.TCP, Protocol.TLS),
    ends=(Place.BEYOND, Place.DESK, Place.GATEWAY),
    relation=Relation.IP_VERSION,
)
_HOST_FAILS = Hypothesis(
    name="host-does-not-answer",
    place=Place.BEYOND,
    mechanism=Mechanism.DOWN,
    codes=("network.host-silent",),
    requires=(_ANOTHER_HOST_ANSWERED,),
    explains=(
        Pattern(
            outcomes=(TrafficOutcome.LOST, TrafficOutcome.REFUSED), protocols=(Protocol.TCP,), ends=(Place.BEYOND,)
        ),
    ),
    prior=COMMON,
)

HYPOTHESES = (
    *(_everything_fails(place) for place in _ON_PATH),
    *(_one_kind_fails(place) for place in _ON_PATH),
    _lets_little_out(Place.ROUTER, COMMON),
    _lets_little_out(Place.PROVIDER, USUAL),
    _lets_some_through(Place.ROUTER, USUAL),
    _lets_some_through(Place.PROVIDER, USUAL),
    *(_entrance_drops(place, last) for last, place in _NEXT.items()),
    *(_end_fails(place) for place in _SINGLE),
    *(_end_is_gone(place) for place in _ENDS),
    _HOST_FAILS,
)
