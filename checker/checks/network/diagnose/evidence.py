"""Readings of several observations that more than one rule needs. Pure."""

from checker.checks.name_service.answer import RECORD_TYPES
from checker.checks.network.diagnose.significance import SIGNIFICANCE, binomial_p_value
from checker.checks.network.need import DESK
from checker.model.failure import FailureKind
from checker.model.observation import Observation, Observations

NETWORK_AUTHENTICATION_REQUIRED = 511
"""The status by which a portal identifies itself (RFC 6585, 6)."""
DIRECT_QUERIES = ("dns.configured", "dns.gateway", "dns.independent")
ANSWER_FAILURES = {FailureKind.REFUSED, FailureKind.RESET}
"""Failures that only a host that was reached can cause."""
DNS_ANSWER_FAILURES = {FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER}
"""Failures that a DNS server itself responds with."""
NEAR_REFUSERS = ("pc", "router", "near", "no-route")
"""Who refuses before the internet begins."""
_PATH_ENDS_AT_HOME = ("nobody", "router", "home")
NOT_ATTEMPTED = {FailureKind.NOT_MEASURED, FailureKind.NOT_FOUND}
"""A target that has no address of this IP version was not tried over it."""


DEAD_END_KINDS = ("nothing", "loopback", "router")
"""Kinds of address that lead to nobody outside, whatever answers there."""


def is_internet_reached(observations: Observations) -> bool:
    """Whether anything beyond this PC answered, by TCP or HTTP: then the internet is reached."""
    if any(is_reached(observations, target) for target in remote_targets(observations)):
        return True
    return is_desk_remote(observations) and observations.has("desk.status")


def is_desk_remote(observations: Observations) -> bool:
    """Whether the profile has a desk that is not on this very PC."""
    return observations["desk.local"].value is False


def remote_targets(observations: Observations) -> list[str]:
    """The targets that were tried and lie beyond the router, as far as their names resolve to such addresses."""
    subjects = dict.fromkeys(
        observations.subjects("reach.v4") + observations.subjects("reach.v6") + observations.subjects("dns.system")
    )
    outside = [target for target in subjects if observations["dns.kind", target].value not in DEAD_END_KINDS]
    return [target for target in outside if target != DESK or is_desk_remote(observations)]


def is_reached(observations: Observations, target: str) -> bool:
    """Whether it accepted or refused a connection, over either IP version."""
    return any(_is_answered(observations, target, version) for version in (4, 6))


def is_connected(observations: Observations, target: str) -> bool:
    """Whether a TCP connection to it came about."""
    return observations.has("reach.v4", target) or observations.has("reach.v6", target)


def was_attempted(observation: Observation) -> bool:
    """Whether a connection was attempted at all."""
    return observation.failure is None or observation.failure.kind not in NOT_ATTEMPTED


def has_dns_answered(observations: Observations) -> bool:
    """Whether any DNS server gave any answer just now."""
    for name in DIRECT_QUERIES:
        failure = observations[name].failure
        if failure is None or failure.kind in DNS_ANSWER_FAILURES or failure.detail in RECORD_TYPES:
            return True  # of two questions one may be answered
    return any(observations.has("dns.system", target) for target in observations.subjects("dns.system"))


def was_internet_attempted(observations: Observations) -> bool:
    """Whether anything was tried that could have reached the internet."""
    direct_queries = [observations[name] for name in DIRECT_QUERIES]
    return bool(remote_targets(observations)) or any(
        observation.failure is None or observation.failure.kind is not FailureKind.NOT_MEASURED
        for observation in direct_queries
    )


def is_rate_limited(observations: Observations, sent: float, lost_packets: float) -> bool:
    """Whether a router answers all slow requests: then it only limits how many it answers, and that evenly."""
    if observations.has("gateway.gap"):
        return is_router_pausing(observations)
    slow_sent, slow_lost = observations.number("gateway.slow-sent"), observations.number("gateway.slow-lost")
    if not slow_sent or slow_lost != 0:
        return False
    no_loss_probability = 1 - binomial_p_value(int(slow_sent), 1, lost_packets / sent)
    return no_loss_probability < SIGNIFICANCE


def is_router_pausing(observations: Observations) -> bool:
    """Whether the router alone was silent for a while, in which what lies behind it answered: no loss of the link."""
    return observations.has("gateway.gap") and observations["gaps.shared"].value is False


def home_packet_counts(observations: Observations) -> tuple[int, int] | None:
    """Packets to the router and those lost, both series together; None where they prove nothing of the home's link."""
    sent, lost_packets = observations.number("gateway.sent"), observations.number("gateway.lost")
    if not sent or lost_packets is None or lost_packets >= sent or is_router_pausing(observations):
        return None
    if is_rate_limited(observations, sent, lost_packets):
        return None
    slow_sent, slow_lost = observations.number("gateway.slow-sent") or 0, observations.number("gateway.slow-lost") or 0
    return int(sent + slow_sent), int(lost_packets + slow_lost)


def _is_answered(observations: Observations, target: str, version: int) -> bool:
    """It opened, or refused by itself: what a router or this PC refuses in its name is no answer of its own."""
    failure = observations[f"reach.v{version}", target].failure
    if failure is None:
        return True
    refuser, path_end = observations[f"refused.v{version}"].value, observations[f"path.v{version}"].value
    if refuser is None and path_end in _PATH_ENDS_AT_HOME:
        return False  # nobody behind the router was seen: the refusal may be the router's own
    return failure.kind in ANSWER_FAILURES and refuser not in NEAR_REFUSERS
