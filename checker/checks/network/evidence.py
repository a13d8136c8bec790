"""Readings of several observations that more than one rule needs. Pure."""

from checker.model.failure import Kind
from checker.model.observation import Observation, Observations

DESK = "desk"
DIRECT = ("dns.configured", "dns.gateway", "dns.independent")
ANSWERED = {Kind.REFUSED, Kind.RESET}
"""Failures that only a host that was reached can cause."""
SPOKEN = {Kind.NOT_FOUND, Kind.REFUSED, Kind.BAD_ANSWER}
"""Failures that a DNS server says itself."""
NOT_TRIED = {Kind.NOT_MEASURED, Kind.NOT_FOUND}
"""A target that has no address of this IP version was not tried over it."""


def outside_reached(seen: Observations) -> bool:
    """Whether anything beyond this PC answered, by TCP or HTTP: then there is a way out, whatever else is missing."""
    if any(reached(seen, target) for target in far_targets(seen)):
        return True
    return desk_is_far(seen) and seen.has("desk.status")


def desk_is_far(seen: Observations) -> bool:
    """Whether the profile has a desk that is not on this very PC."""
    return seen["desk.local"].value is False


def far_targets(seen: Observations) -> list[str]:
    """The targets that were tried and do not lie on this PC."""
    subjects = dict.fromkeys(seen.subjects("reach.v4") + seen.subjects("reach.v6") + seen.subjects("dns.system"))
    return [one for one in subjects if one != DESK or desk_is_far(seen)]


def reached(seen: Observations, target: str) -> bool:
    """Whether its door opened, or was shut in our face, over either IP version."""
    return any(_answered(seen[name, target]) for name in ("reach.v4", "reach.v6"))


def opened(seen: Observations, target: str) -> bool:
    """Whether a TCP connection to it came about."""
    return seen.has("reach.v4", target) or seen.has("reach.v6", target)


def tried(one: Observation) -> bool:
    """Whether a connection was attempted at all."""
    return one.failure is None or one.failure.kind not in NOT_TRIED


def dns_spoke(seen: Observations) -> bool:
    """Whether any DNS server gave any answer just now."""
    for name in DIRECT:
        failure = seen[name].failure
        if failure is None or failure.kind in SPOKEN:
            return True
    return any(seen.has("dns.system", target) for target in seen.subjects("dns.system"))


def outside_tried(seen: Observations) -> bool:
    """Whether anything was asked that could have shown a way out."""
    asked = [seen[name] for name in DIRECT]
    return bool(far_targets(seen)) or any(
        one.failure is None or one.failure.kind is not Kind.NOT_MEASURED for one in asked
    )


def _answered(one: Observation) -> bool:
    return one.failure is None or one.failure.kind in ANSWERED
