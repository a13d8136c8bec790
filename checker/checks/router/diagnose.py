"""What the router's own report means. It is evidence, not proof: only where all its values agree is its line down."""

from collections.abc import Iterator

from checker.checks.router.need import RouterNeed
from checker.model.finding import Finding
from checker.model.observation import Observations

RESTARTED_MIN = 30
"""Minutes: so soon after a new connection speeds are still adjusted and addresses change (DSL: ITU-T G.997.1)."""


def diagnose(observations: Observations, need: RouterNeed) -> Iterator[Finding]:
    """One finding on whether it reports anything, and one for each thing that matters for working from home."""
    if not need.asked:
        return
    if observations["told"].value is not True:
        yield Finding.note("router.not-told", evidence=observations["told"])
        return
    if _is_offline(observations):
        yield Finding.blocker(
            "router.offline", evidence=(observations["line.up"], observations["connected"], observations["wan.v4"])
        )
        return
    problems = [*_restarted(observations), *_address(observations)]
    yield from problems
    if observations["connected"].value is True or observations["line.up"].value is True:
        yield Finding.ok(
            "router.connected", evidence=(observations["connected"], observations["line.up"], observations["sync.down"])
        )


def _is_offline(observations: Observations) -> bool:
    """Its line is down, it is not connected, and it has no address outside: three values that agree."""
    no_address = observations["wan.v4"].value in ("none", None) and observations["wan.v6"].value is not True
    return observations["line.up"].value is False and observations["connected"].value is False and no_address


def _restarted(observations: Observations) -> Iterator[Finding]:
    minutes = observations.number("uptime")
    if minutes is not None and minutes < RESTARTED_MIN and observations["connected"].value is True:
        yield Finding.note("router.restarted", evidence=observations["uptime"], minutes=max(1, round(minutes)))


def _address(observations: Observations) -> Iterator[Finding]:
    kind = observations["wan.v4"]
    if kind.value == "private":
        yield Finding.note("router.double-nat", evidence=kind)
    elif kind.value == "shared":
        yield Finding.note("router.cgnat", evidence=kind)
    elif kind.value == "ds-lite" or (kind.value == "none" and observations["wan.v6"].value is True):
        yield Finding.note("router.ds-lite", evidence=(kind, observations["wan.v6"]))
