"""What this PC, its other networks and its programs do to all that it sends. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import TELLTALE, USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED, TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED)
_ANSWERED_OUTSIDE = Pattern(
    outcomes=(TrafficOutcome.PASSED,), beyond=Place.PROVIDER, protocols=(Protocol.TLS, Protocol.UDP, Protocol.TCP)
)

_HOST_ANSWERED = tuple(
    Pattern(outcomes=(TrafficOutcome.PASSED,), ends=(Place.GATEWAY,), at=(Place.GATEWAY,), relation=relation)
    for relation in (Relation.HOST, Relation.SUBJECT)
)

HYPOTHESES = (
    Hypothesis(
        name="pc-leads-packets-elsewhere",
        place=Place.PC,
        mechanism=Mechanism.STALE,
        codes=("vpn.unreachable",),
        requires=(Pattern(protocols=(Protocol.SYSTEM,), remarks=("own-route",), relation=Relation.SUBJECT),),
        explains=(Pattern(outcomes=_FAILED, ends=(Place.GATEWAY,)),),
        excluded_by=_HOST_ANSWERED,
        prior=TELLTALE,
    ),
    Hypothesis(
        name="other-vpn-takes-everything",
        place=Place.PC,
        mechanism=Mechanism.REDIRECTS,
        codes=("network.vpn-active",),
        requires=(Pattern(outcomes=(TrafficOutcome.REDIRECTED,), remarks=("foreign-vpn",)),),
        explains=(Pattern(outcomes=_FAILED),),
        excluded_by=(_ANSWERED_OUTSIDE,),
        prior=USUAL,
    ),
    Hypothesis(
        name="clock-wrong",
        place=Place.PC,
        mechanism=Mechanism.MISCONFIGURED,
        codes=("computer.clock-wrong",),
        requires=(Pattern(outcomes=(TrafficOutcome.ALTERED,), remarks=("clock",)),),
        explains=(
            Pattern(outcomes=(TrafficOutcome.ALTERED,), remarks=("clock", "expired", "not-yet-valid", "certificate")),
        ),
        prior=USUAL,
    ),
)
