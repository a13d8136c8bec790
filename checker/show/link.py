"""The way from the PC to the company link by link, and the first one that is broken."""

from collections.abc import Iterable

from checker.knowledge.causes import Actor, cause_of
from checker.model.finding import Finding, Level, Sureness
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Text
from checker.model.verdict import ORDER
from checker.show.findings import Root, roots, topic
from checker.show.places import Place, place_of, step

_WORST_FIRST = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN, Level.OK)
_BROKEN = (Level.BLOCKER, Level.WARNING)


class Link(Record, frozen=True, kw_only=True):
    """A link that does not hold, and why. `level`: blocker where the way ends there, warning where it is disturbed."""

    place: Place
    level: Level
    root: Root

    @property
    def sure(self) -> Sureness:
        """How sure it is that this is the cause."""
        return self.root.finding.sure

    @property
    def actor(self) -> Actor:
        """Who must mend it."""
        return self.root.actor

    @property
    def proof(self) -> Text | None:
        """The one trial that confirms or refutes it."""
        return cause_of(self.root.finding).proof


def broken_link(findings: Iterable[Finding]) -> Link | None:
    """The first link at which the way ends; where it ends nowhere, the first that is disturbed; None: it holds."""
    found = [root for root in roots(findings) if step(topic(root.finding)) < len(Place)]
    for level in _BROKEN:
        for root in sorted(found, key=lambda root: step(topic(root.finding))):
            place = place_of(topic(root.finding))
            if place is not None and weight(root) is level:
                return Link(place=place, level=level, root=root)
    return None


def weight(root: Root) -> Level:
    """How bad it is for the way: as the root itself, or the worst that follows from it on the way."""
    behind = [one.level for one in root.consequences if step(topic(one)) < len(Place)]
    return min((root.finding.level, *behind), key=ORDER.__getitem__)


def states(report: Report) -> dict[Place, Level]:
    """Every place in its order: ok, warning, unknown or blocker.

    What only follows from another finding says nothing of its own place, but makes that of its cause as bad as it is.
    A place that nothing was found of is in order where a place behind it answers, since the way leads through it; so
    is a gateway that cannot be judged from outside, where a service behind it answers.
    """
    seen: dict[Place, list[Level]] = {place: [] for place in Place}
    for root in roots(report.findings):
        place, level = place_of(topic(root.finding)), weight(root)
        if place is not None and level is not Level.NOTE:
            seen[place].append(level)
    known = {place: min(found, key=_WORST_FIRST.index, default=None) for place, found in seen.items()}
    if known[Place.COMPANY] is Level.OK and known[Place.GATEWAY] is Level.UNKNOWN:
        known[Place.GATEWAY] = Level.OK
    told: dict[Place, Level] = {}
    passed = False
    for place in reversed(Place):
        told[place] = known[place] or (Level.OK if passed else Level.UNKNOWN)
        passed = passed or known[place] in (Level.OK, Level.WARNING)
    return {place: told[place] for place in Place}
