"""The path from the PC to the company link by link, and the first link that is broken."""

from collections.abc import Iterable

from checker.knowledge.causes import Actor, cause_of
from checker.model.finding import Finding, Level, Sureness
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Text
from checker.model.verdict import SEVERITY_ORDER
from checker.show.company_path.segments import PathSegment, segment_index, segment_of
from checker.show.findings import RootFinding, root_findings, topic_code

_WORST_FIRST = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN, Level.OK)
_BROKEN = (Level.BLOCKER, Level.WARNING)


class BrokenLink(Record, frozen=True, kw_only=True):
    """A link that is broken, and why. `level`: blocker where the path ends there, warning where it is disturbed."""

    segment: PathSegment
    level: Level
    root: RootFinding

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


def find_broken_link(findings: Iterable[Finding]) -> BrokenLink | None:
    """The first link at which the path ends; where it ends nowhere, the first that is disturbed; None for none."""
    path_roots = [
        root for root in root_findings(findings) if segment_index(topic_code(root.finding)) < len(PathSegment)
    ]
    for level in _BROKEN:
        for root in sorted(path_roots, key=lambda root: segment_index(topic_code(root.finding))):
            segment = segment_of(topic_code(root.finding))
            if segment is not None and path_level(root) is level:
                return BrokenLink(segment=segment, level=level, root=root)
    return None


def path_level(root: RootFinding) -> Level:
    """How bad it is for the path: as the root itself, or the worst that follows from it on the path."""
    consequence_levels = [
        consequence.level
        for consequence in root.consequences
        if segment_index(topic_code(consequence)) < len(PathSegment)
    ]
    return min((root.finding.level, *consequence_levels), key=SEVERITY_ORDER.__getitem__)


def segment_levels(report: Report) -> dict[PathSegment, Level]:
    """Every segment in its order: ok, warning, unknown or blocker.

    What only follows from another finding does not count for its own segment, but makes that of its cause as bad as it
    is. A segment without findings is ok where a segment behind it answers, since the path leads through it; so is a
    gateway that cannot be judged from outside, where a service behind it answers.
    """
    return segment_levels_of(report.findings)


def passed_segments(findings: Iterable[Finding]) -> dict[PathSegment, Level]:
    """While checks still run: ok where the way is known to go, and unknown everywhere else.

    What a single check says against a place may be taken back by what another one says, so no place is blamed here.
    """
    levels = segment_levels_of(findings)
    return {segment: level if level is Level.OK else Level.UNKNOWN for segment, level in levels.items()}


def segment_levels_of(findings: Iterable[Finding]) -> dict[PathSegment, Level]:
    """The same of findings that are no report yet."""
    levels_by_segment: dict[PathSegment, list[Level]] = {segment: [] for segment in PathSegment}
    for root in root_findings(findings):
        segment, level = segment_of(topic_code(root.finding)), path_level(root)
        if segment is not None and level is not Level.NOTE:
            levels_by_segment[segment].append(level)
    worst_levels = {
        segment: min(levels, key=_WORST_FIRST.index, default=None) for segment, levels in levels_by_segment.items()
    }
    if worst_levels[PathSegment.COMPANY] is Level.OK and worst_levels[PathSegment.GATEWAY] is Level.UNKNOWN:
        worst_levels[PathSegment.GATEWAY] = Level.OK
    inferred: dict[PathSegment, Level] = {}
    passed = False
    for segment in reversed(PathSegment):
        inferred[segment] = worst_levels[segment] or (Level.OK if passed else Level.UNKNOWN)
        passed = passed or worst_levels[segment] in (Level.OK, Level.WARNING)
    return {segment: inferred[segment] for segment in PathSegment}
