"""A connection that goes away for moments and comes back: at home, or behind the router. Pure.

A limit on echo requests loses evenly and an outage in a block. At home the block is seen twice: the router and what
lies behind it are silent at the same moments.
"""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import is_router_pausing, remote_targets
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

_HOME_EVIDENCE = ("gateway.sent", "gateway.lost", "gateway.slow-lost", "gateway.gap", "gaps.shared", "gateway.devices")
_LINE_EVIDENCE = ("provider.sent", "provider.lost", "provider.gap", "provider.connects-lost", "gaps.home-answered")
_LOSS_COUNTS = ("gateway.lost", "gateway.slow-lost", "provider.lost", "provider.connects-lost")
_DEVICES_OF_CONFLICT = 2
_LATE_CONNECTIONS = 2
LOST_S = 0.9
"""Systems send a lost first packet again after 1 s: what comes later was lost once."""


def home_interruption(observations: Observations) -> Iterator[Finding]:
    """Two devices with the router's address, or a link that was away; one finding at most."""
    if _is_address_twice(observations):
        yield Finding.warning("network.address-conflict", evidence=_evidence(observations, _HOME_EVIDENCE))
        return
    gap_ms = observations.number("gateway.gap")
    if gap_ms is None or is_router_pausing(observations):
        return
    is_shared = observations["gaps.shared"].value is True
    if is_shared or observations["gateway.gap-closed"].value is True:
        yield Finding.warning(
            "network.link-interrupted",
            evidence=_evidence(observations, _HOME_EVIDENCE),
            sure=Sureness.LIKELY if is_shared else Sureness.POSSIBLE,
            seconds=_seconds(gap_ms),
        )


def line_interruption(observations: Observations) -> Iterator[Finding]:
    """Behind the router nothing was answered for a while, in which the router was."""
    gap_ms = observations.number("provider.gap")
    if gap_ms is None or observations["gaps.home-answered"].value is not True or _is_address_twice(observations):
        return
    is_seen_again = (observations.number("provider.connects-lost") or 0) > 0 or _are_connections_late(observations)
    if is_seen_again or observations["provider.gap-closed"].value is True:
        yield Finding.warning(
            "network.line-interrupted",
            evidence=_evidence(observations, _LINE_EVIDENCE),
            sure=Sureness.LIKELY if is_seen_again else Sureness.POSSIBLE,
            seconds=_seconds(gap_ms),
        )


def _is_address_twice(observations: Observations) -> bool:
    """Several devices answered for the router, and packets were lost: else it may be a second access point."""
    several = (observations.number("gateway.devices") or 0) >= _DEVICES_OF_CONFLICT
    return several and (
        any((observations.number(name) or 0) > 0 for name in _LOSS_COUNTS)
        or any(observations["reach.v4", target].failure for target in remote_targets(observations))
    )


def _are_connections_late(observations: Observations) -> bool:
    """Several connections came about a second late: their first packet was lost and sent again (RFC 6298, 2.1)."""
    times = [
        observations.number(f"reach.v{version}", target)
        for target in remote_targets(observations)
        for version in (4, 6)
    ]
    return sum(LOST_S * 1000 <= time < 2 * LOST_S * 1000 for time in times if time is not None) >= _LATE_CONNECTIONS


def _seconds(gap_ms: float) -> float:
    return round(gap_ms / 1000, 1)


def _evidence(observations: Observations, names: tuple[str, ...]) -> tuple[Observation, ...]:
    return tuple(observations[name] for name in names if observations.has(name))
