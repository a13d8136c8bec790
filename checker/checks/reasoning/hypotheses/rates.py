"""Why less comes than is needed: the line, the way to the router, one IP version, or the measuring point. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import COMMON, RARE
from checker.checks.reasoning.witness import Place, TrafficOutcome

_SLOW, _PASSED = (TrafficOutcome.SLOW,), (TrafficOutcome.PASSED,)
_LITTLE = Pattern(outcomes=_SLOW, remarks=("rate", "rate-again"))
_FASTER = Pattern(outcomes=_PASSED, remarks=("faster",), relation=Relation.SUBJECT)
_FASTER_TO_ANOTHER = Pattern(outcomes=_PASSED, remarks=("faster",), ends=(Place.BEYOND,), relation=Relation.SUBJECT)
_FASTER_BY_VERSION = Pattern(outcomes=_PASSED, remarks=("faster",), ends=(Place.DESK,), relation=Relation.SUBJECT)

HYPOTHESES = (
    Hypothesis(
        name="line-narrow",
        place=Place.PROVIDER,
        mechanism=Mechanism.SLOW,
        codes=("line.down-slow", "line.up-slow", "line.below-contract"),
        explains=(_LITTLE,),
        excluded_by=(_FASTER,),
        prior=COMMON,
    ),
    Hypothesis(
        name="home-link-narrow",
        place=Place.HOME,
        mechanism=Mechanism.SLOW,
        explains=(_LITTLE,),
        excluded_by=(_FASTER, Pattern(outcomes=_PASSED, remarks=("home-clear",), relation=Relation.SUBJECT)),
        prior=COMMON,
    ),
    Hypothesis(
        name="measuring-point-slow",
        place=Place.DESK,
        mechanism=Mechanism.SLOW,
        codes=("line.point-slow",),
        explains=(Pattern(outcomes=_SLOW, remarks=("rate", "rate-again"), ends=(Place.DESK,)),),
        excluded_by=(
            Pattern(outcomes=_SLOW, remarks=("rate-again",), ends=(Place.BEYOND,), relation=Relation.SUBJECT),
            _FASTER_BY_VERSION,
        ),
        prior=COMMON,
    ),
    Hypothesis(
        name="one-ip-version-narrow",
        place=Place.PROVIDER,
        mechanism=Mechanism.SLOW,
        codes=("line.one-version-slow",),
        requires=(_FASTER_BY_VERSION,),
        explains=(Pattern(outcomes=_SLOW, remarks=("rate",)),),
        excluded_by=(_FASTER_TO_ANOTHER,),
        prior=RARE,
    ),
)
