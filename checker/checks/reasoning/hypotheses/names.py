"""What the name service, or whoever stands before it, makes of a name. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import RARE, USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED, TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED)
ADDRESS_CONFIRMED = "address-confirmed"
"""The remark of a name's answer that a server outside the home gives as well."""
_CONFIRMED = Pattern(
    outcomes=(TrafficOutcome.PASSED,),
    protocols=(Protocol.DNS,),
    remarks=(ADDRESS_CONFIRMED,),
    relation=Relation.HOST,
)
_ANSWERED_AS_ITSELF = Pattern(
    outcomes=(TrafficOutcome.PASSED,),
    protocols=(Protocol.TLS, Protocol.UDP),
    ends=(Place.GATEWAY,),
    without_remarks=("connected",),
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
        codes=("network.dns-lies",),
        explains=(_BY_NAME, Pattern(outcomes=_FAILED, protocols=(Protocol.DNS,))),
        excluded_by=(_CONFIRMED, _ANSWERED_AS_ITSELF),
        prior=RARE,
    ),
    Hypothesis(
        name="home-name-server-fails",
        place=Place.NAMES,
        mechanism=Mechanism.DOWN,
        codes=("network.dns-of-router", "vpn.name-unanswered"),
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
        prior=USUAL,
    ),
)
