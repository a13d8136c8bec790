"""Readings of several observations that more than one rule needs. Pure."""

from checker.model.failure import FailureKind
from checker.model.observation import Observation, Observations

DESK = "desk"
DIRECT = ("dns.configured", "dns.gateway", "dns.independent")
ANSWERED = {FailureKind.REFUSED, FailureKind.RESET}
"""Failures that only a host that was reached can cause."""
SPOKEN = {FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER}
"""Failures that a DNS server says itself."""
NOT_TRIED = {FailureKind.NOT_MEASURED, FailureKind.NOT_FOUND}
"""A target that has no address of this IP version was not tried over it."""


NOWHERE = ("nothing", "loopback", "router")
"""Kinds of address that lead to nobody outside, whatever answers there."""
RATE_LIMIT_DOUBT = 0.05
"""If the slow series lost nothing and that were rarer than this by chance, the router limits echo requests."""


def outside_reached(observations: Observations) -> bool:
    """Whether anything beyond this PC answered, by TCP or HTTP: then there is a way out, whatever else is missing."""
    if any(reached(observations, target) for target in far_targets(observations)):
        return True
    return desk_is_far(observations) and observations.has("desk.status")


def desk_is_far(observations: Observations) -> bool:
    """Whether the profile has a desk that is not on this very PC."""
    return observations["desk.local"].value is False


def far_targets(observations: Observations) -> list[str]:
    """The targets that were tried and lie beyond the router, as far as their names lead there."""
    subjects = dict.fromkeys(
        observations.subjects("reach.v4") + observations.subjects("reach.v6") + observations.subjects("dns.system")
    )
    outside = [one for one in subjects if observations["dns.kind", one].value not in NOWHERE]
    return [one for one in outside if one != DESK or desk_is_far(observations)]


def reached(observations: Observations, target: str) -> bool:
    """Whether its door opened, or was shut in our face, over either IP version."""
    return any(_answered(observations[name, target]) for name in ("reach.v4", "reach.v6"))


def opened(observations: Observations, target: str) -> bool:
    """Whether a TCP connection to it came about."""
    return observations.has("reach.v4", target) or observations.has("reach.v6", target)


def tried(one: Observation) -> bool:
    """Whether a connection was attempted at all."""
    return one.failure is None or one.failure.kind not in NOT_TRIED


def dns_spoke(observations: Observations) -> bool:
    """Whether any DNS server gave any answer just now."""
    for name in DIRECT:
        failure = observations[name].failure
        if failure is None or failure.kind in SPOKEN:
            return True
    return any(observations.has("dns.system", target) for target in observations.subjects("dns.system"))


def outside_tried(observations: Observations) -> bool:
    """Whether anything was asked that could have shown a way out."""
    asked = [observations[name] for name in DIRECT]
    return bool(far_targets(observations)) or any(
        one.failure is None or one.failure.kind is not FailureKind.NOT_MEASURED for one in asked
    )


def limited(observations: Observations, sent: float, lost: float) -> bool:
    """Whether a router that answers slow requests in full only refuses to be asked so fast."""
    slow_sent, slow_lost = observations.number("gateway.slow-sent"), observations.number("gateway.slow-lost")
    if not slow_sent or slow_lost != 0:
        return False
    by_luck: float = (1 - lost / sent) ** slow_sent
    return by_luck < RATE_LIMIT_DOUBT


def home_series(observations: Observations) -> tuple[int, int] | None:
    """Packets to the router and those lost, both series together; None where they tell nothing of the home's link."""
    sent, lost = observations.number("gateway.sent"), observations.number("gateway.lost")
    if not sent or lost is None or lost >= sent or limited(observations, sent, lost):
        return None
    slow_sent, slow_lost = observations.number("gateway.slow-sent") or 0, observations.number("gateway.slow-lost") or 0
    return int(sent + slow_sent), int(lost + slow_lost)


def _answered(one: Observation) -> bool:
    return one.failure is None or one.failure.kind in ANSWERED
