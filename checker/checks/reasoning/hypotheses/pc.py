"""What this PC, its other networks and its programs do to all that it sends. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern
from checker.checks.reasoning.priors import USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED, TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED)
_ANSWERED_OUTSIDE = Pattern(
    outcomes=(TrafficOutcome.PASSED,), beyond=Place.PROVIDER, protocols=(Protocol.TLS, Protocol.UDP, Protocol.TCP)
)

HYPOTHESES = (
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
