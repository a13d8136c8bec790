"""Where packets wait while the line is full: at home, in a router that is overtaxed, or behind it. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern
from checker.checks.reasoning.priors import COMMON, RARE
from checker.checks.reasoning.witness import Place, TrafficOutcome

_BOTH_LATE = Pattern(outcomes=(TrafficOutcome.SLOW,), remarks=("queue", "home-queue", "rate", "rate-again"))
_ROUTER_LATE = Pattern(outcomes=(TrafficOutcome.SLOW,), remarks=("home-queue",))

HYPOTHESES = (
    Hypothesis(
        name="home-link-queues",
        place=Place.HOME,
        mechanism=Mechanism.SLOW,
        codes=("line.home-queue", "line.home-limits"),
        requires=(_ROUTER_LATE,),
        explains=(_BOTH_LATE,),
        prior=COMMON,
    ),
    Hypothesis(
        name="router-overtaxed",
        place=Place.ROUTER,
        mechanism=Mechanism.OVERLOADED,
        requires=(_ROUTER_LATE,),
        explains=(_BOTH_LATE,),
        prior=RARE,
    ),
    Hypothesis(
        name="line-queues",
        place=Place.PROVIDER,
        mechanism=Mechanism.SLOW,
        explains=(Pattern(outcomes=(TrafficOutcome.SLOW,), remarks=("queue",)),),
        prior=COMMON,
    ),
)
