"""A connection to a gateway that is begun and cut off: for its server's name, for its version, or after some packets.

The places on the way that fail for one kind of traffic (`path`) explain it too; here stands what makes it likelier.
"""

from checker.checks.reasoning.hypotheses.path import CUT_OFF
from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import RARE, USUAL
from checker.checks.reasoning.witness import Place, TrafficOutcome

_FILTERED, _BREAKS_OFF = (
    Pattern(outcomes=(TrafficOutcome.LOST,), remarks=(remark,), ends=(Place.GATEWAY,), relation=Relation.EXCHANGE)
    for remark in CUT_OFF
)

HYPOTHESES = (
    Hypothesis(
        name="router-filters-names",
        place=Place.ROUTER,
        mechanism=Mechanism.DROPS,
        codes=("vpn.filtered",),
        requires=(_FILTERED,),
        explains=(_FILTERED,),
        prior=USUAL,
    ),
    Hypothesis(
        name="session-is-cut-on-the-way",
        place=Place.PROVIDER,
        mechanism=Mechanism.DROPS,
        codes=("vpn.session-cut",),
        requires=(_BREAKS_OFF,),
        explains=(_BREAKS_OFF,),
        prior=USUAL,
    ),
    Hypothesis(
        name="gateway-stops-midway",
        place=Place.GATEWAY,
        mechanism=Mechanism.SICK,
        requires=(Pattern(outcomes=(TrafficOutcome.LOST,), remarks=CUT_OFF, relation=Relation.EXCHANGE),),
        explains=(_FILTERED, _BREAKS_OFF),
        prior=RARE,
    ),
)
