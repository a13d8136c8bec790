"""What keeps everything in before the internet begins: this PC's own doing, or its router's. Pure."""

from checker.checks.reasoning.hypothesis import Hypothesis, Mechanism, Pattern, Relation
from checker.checks.reasoning.priors import USUAL
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED, TrafficOutcome.ALTERED)
_ANSWERED_OUTSIDE = Pattern(
    outcomes=(TrafficOutcome.PASSED,),
    beyond=Place.PROVIDER,
    protocols=(Protocol.TLS, Protocol.UDP, Protocol.TCP),
    without_remarks=("past-vpn", "other-prefix"),
    relation=Relation.IP_VERSION,
)
"""Somebody outside answered the same IP version by the usual way."""
_LOST_BEHIND = Pattern(outcomes=(TrafficOutcome.LOST,), within=Place.ROUTER)
_BEHIND_ROUTER = Pattern(
    outcomes=(TrafficOutcome.PASSED,), protocols=(Protocol.ICMP,), beyond=Place.ROUTER, relation=Relation.IP_VERSION
)


def _of_this_pc(name: str, code: str, mechanism: Mechanism, required: Pattern) -> Hypothesis:
    return Hypothesis(
        name=name,
        place=Place.PC,
        mechanism=mechanism,
        codes=(code,),
        requires=(required,),
        explains=(Pattern(outcomes=_FAILED), required),
        excluded_by=(_ANSWERED_OUTSIDE,),
        prior=USUAL,
    )


HYPOTHESES = (
    _of_this_pc(
        "pc-keeps-everything-in",
        "network.blocked-here",
        Mechanism.REFUSES,
        Pattern(outcomes=(TrafficOutcome.REFUSED,), at=(Place.PC,)),
    ),
    _of_this_pc(
        "netmask-too-wide",
        "network.netmask-wrong",
        Mechanism.MISCONFIGURED,
        Pattern(outcomes=(TrafficOutcome.REDIRECTED,), remarks=("netmask",)),
    ),
    _of_this_pc(
        "adapter-leads-nowhere",
        "network.wrong-adapter",
        Mechanism.MISCONFIGURED,
        Pattern(outcomes=(TrafficOutcome.PASSED,), remarks=("other-adapter",)),
    ),
    _of_this_pc(
        "vpn-takes-everything-and-hangs",
        "network.vpn-hangs",
        Mechanism.REDIRECTS,
        Pattern(outcomes=(TrafficOutcome.PASSED,), remarks=("past-vpn",)),
    ),
    _of_this_pc(
        "ipv6-address-left-over",
        "network.ipv6-address-stale",
        Mechanism.STALE,
        Pattern(outcomes=(TrafficOutcome.PASSED,), remarks=("other-prefix",)),
    ),
    Hypothesis(
        name="router-refuses-this-pc",
        place=Place.ROUTER,
        mechanism=Mechanism.REFUSES,
        codes=("network.router-blocks",),
        requires=(Pattern(outcomes=(TrafficOutcome.REFUSED,), at=(Place.ROUTER,), remarks=("",)),),
        explains=(_LOST_BEHIND, Pattern(outcomes=(TrafficOutcome.REFUSED,), at=(Place.ROUTER,), or_unlocated=True)),
        excluded_by=(_ANSWERED_OUTSIDE,),
        prior=USUAL,
    ),
    Hypothesis(
        name="router-keeps-this-pc-in",
        place=Place.ROUTER,
        mechanism=Mechanism.DROPS,
        codes=("network.router-blocks",),
        requires=(Pattern(outcomes=(TrafficOutcome.PASSED,), remarks=("fresh-name",)),),
        explains=(_LOST_BEHIND, Pattern(outcomes=(TrafficOutcome.REFUSED,), at=(Place.ROUTER,), or_unlocated=True)),
        excluded_by=(_ANSWERED_OUTSIDE, _BEHIND_ROUTER),
        prior=USUAL,
    ),
)
