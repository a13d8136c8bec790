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


NOWHERE = ("nothing", "loopback", "router")
"""Kinds of address that lead to nobody outside, whatever answers there."""
RATE_LIMIT_DOUBT = 0.05
"""If the slow series lost nothing and that were rarer than this by chance, the router limits echo requests."""


def outside_reached(seen: Observations) -> bool:
    """Whether anything beyond this PC answered, by TCP or HTTP: then there is a way out, whatever else is missing."""
    if any(reached(seen, target) for target in far_targets(seen)):
        return True
    return desk_is_far(seen) and seen.has("desk.status")


def desk_is_far(seen: Observations) -> bool:
    """Whether the profile has a desk that is not on this very PC."""
    return seen["desk.local"].value is False


def far_targets(seen: Observations) -> list[str]:
    """The targets that were tried and lie beyond the router, as far as their names lead there."""
    subjects = dict.fromkeys(seen.subjects("reach.v4") + seen.subjects("reach.v6") + seen.subjects("dns.system"))
    outside = [one for one in subjects if seen["dns.kind", one].value not in NOWHERE]
    return [one for one in outside if one != DESK or desk_is_far(seen)]


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


def limited(seen: Observations, sent: float, lost: float) -> bool:
    """Whether a router that answers slow requests in full only refuses to be asked so fast."""
    slow_sent, slow_lost = seen.number("gateway.slow-sent"), seen.number("gateway.slow-lost")
    if not slow_sent or slow_lost != 0:
        return False
    by_luck: float = (1 - lost / sent) ** slow_sent
    return by_luck < RATE_LIMIT_DOUBT


def home_series(seen: Observations) -> tuple[int, int] | None:
    """Packets to the router and those lost, both series together; None where they tell nothing of the home's link."""
    sent, lost = seen.number("gateway.sent"), seen.number("gateway.lost")
    if not sent or lost is None or lost >= sent or limited(seen, sent, lost):
        return None
    slow_sent, slow_lost = seen.number("gateway.slow-sent") or 0, seen.number("gateway.slow-lost") or 0
    return int(sent + slow_sent), int(lost + slow_lost)


def _answered(one: Observation) -> bool:
    return one.failure is None or one.failure.kind in ANSWERED
