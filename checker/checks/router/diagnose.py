"""What the router's own words mean. It is a witness, not a judge: only where all its words agree is its line down."""

from collections.abc import Iterator

from checker.checks.router.need import RouterNeed
from checker.model.finding import Finding
from checker.model.observation import Observations

RESTARTED_MIN = 30
"""Minutes: so soon after a new connection speeds are still adjusted and addresses change (DSL: ITU-T G.997.1)."""


def diagnose(seen: Observations, need: RouterNeed) -> Iterator[Finding]:
    """One finding on whether it tells anything, and one for each thing that matters for working from home."""
    if not need.asked:
        return
    if seen["told"].value is not True:
        yield Finding.note("router.not-told", because=seen["told"])
        return
    if _is_offline(seen):
        yield Finding.blocker("router.offline", because=(seen["line.up"], seen["connected"], seen["wan.v4"]))
        return
    troubles = [*_restarted(seen), *_address(seen)]
    yield from troubles
    if seen["connected"].value is True or seen["line.up"].value is True:
        yield Finding.ok("router.connected", because=(seen["connected"], seen["line.up"], seen["sync.down"]))


def _is_offline(seen: Observations) -> bool:
    """Its line is down, it is not connected, and it has no address outside: three words of its own that agree."""
    no_address = seen["wan.v4"].value in ("none", None) and seen["wan.v6"].value is not True
    return seen["line.up"].value is False and seen["connected"].value is False and no_address


def _restarted(seen: Observations) -> Iterator[Finding]:
    minutes = seen.number("uptime")
    if minutes is not None and minutes < RESTARTED_MIN and seen["connected"].value is True:
        yield Finding.note("router.restarted", because=seen["uptime"], minutes=max(1, round(minutes)))


def _address(seen: Observations) -> Iterator[Finding]:
    kind = seen["wan.v4"]
    if kind.value == "private":
        yield Finding.note("router.double-nat", because=kind)
    elif kind.value == "shared":
        yield Finding.note("router.cgnat", because=kind)
    elif kind.value == "ds-lite" or (kind.value == "none" and seen["wan.v6"].value is True):
        yield Finding.note("router.ds-lite", because=(kind, seen["wan.v6"]))
