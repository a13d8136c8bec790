"""Where on the way from the PC to the company it fails: a table from findings to places."""

from enum import Enum

from checker.model.finding import Level
from checker.model.report import Report
from checker.show.findings import roots, topic


class Place(Enum):
    """A place on the way, in its order. `home` is the Wi-Fi or the cable."""

    PC = "pc"
    HOME = "home"
    ROUTER = "router"
    PROVIDER = "provider"
    GATEWAY = "gateway"
    COMPANY = "company"


PLACES: dict[str, Place | None] = {
    "computer.": Place.PC,
    "network.": Place.ROUTER,
    "network.vpn-active": Place.PC,
    "network.proxy": Place.PC,
    "network.dns-of-pc": Place.PC,
    "network.no-adapter": Place.HOME,
    "network.on-wifi": Place.HOME,
    "network.wifi-": Place.HOME,
    "network.link-": Place.HOME,
    "network.cable-": Place.HOME,
    "network.captive-portal": Place.PROVIDER,
    "network.internet-": Place.PROVIDER,
    "network.no-internet": Place.PROVIDER,
    "network.no-desk": Place.PROVIDER,
    "network.desk-reached": Place.PROVIDER,
    "network.desk-silent": Place.PROVIDER,
    "network.ipv": Place.PROVIDER,
    "network.same-as-company": Place.COMPANY,
    "network.desk-": None,
    "network.host-silent": None,
    "network.name-unknown": None,
    "network.tls-intercepted": None,
    "line.": Place.PROVIDER,
    "line.wifi-limits": Place.HOME,
    "line.through-": Place.PC,
    "vpn.": Place.GATEWAY,
}
"""Where a code belongs: the longest beginning that fits. None, like camera and microphone, lies on no way."""

_WORST_FIRST = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN, Level.OK)


def place_of(code: str) -> Place | None:
    """Where a finding of this code lies on the way, or None."""
    fitting = [start for start in PLACES if code.startswith(start)]
    return PLACES[max(fitting, key=len)] if fitting else None


def states(report: Report) -> dict[Place, Level]:
    """Every place in its order: ok, warning, unknown or blocker.

    What only follows from another finding says nothing of its own place. A place that nothing was found of is in order
    where a place behind it answers, since the way leads through it.
    """
    seen: dict[Place, list[Level]] = {place: [] for place in Place}
    for root in roots(report.findings):
        place = place_of(topic(root.finding))
        if place is not None and root.finding.level is not Level.NOTE:
            seen[place].append(root.finding.level)
    known = {place: min(found, key=_WORST_FIRST.index, default=None) for place, found in seen.items()}
    told: dict[Place, Level] = {}
    passed = False
    for place in reversed(Place):
        told[place] = known[place] or (Level.OK if passed else Level.UNKNOWN)
        passed = passed or known[place] in (Level.OK, Level.WARNING)
    return {place: told[place] for place in Place}
