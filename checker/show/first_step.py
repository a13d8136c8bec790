"""The one thing to do first: what the verdict names, and the first card shows."""

from collections.abc import Iterable

from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.company_path.broken_link import find_broken_link
from checker.show.company_path.sentences import broken_link_cause
from checker.show.findings import RootFinding, describe_finding, group_findings

_VIA_IT_FIRM = (Actor.IT_FIRM, Actor.COMPANY)


class EmployeeOrder(Record, frozen=True, kw_only=True):
    """What somebody must act on, as the employee reads it: `first` alone, and the rest by who acts.

    What the company must do is among what the IT firm must do: the employee reaches both by the same call.
    """

    first: RootFinding | None
    rest: tuple[tuple[Actor, tuple[RootFinding, ...]], ...]

    @property
    def rest_count(self) -> int:
        """How many roots there are besides the first."""
        return sum(len(roots) for _, roots in self.rest)


def first_root(findings: Iterable[Finding]) -> RootFinding | None:
    """Where the way to the company ends, or else the worst that somebody must act on; None where nobody must."""
    findings = tuple(findings)
    link = find_broken_link(findings)
    if link is not None and link.level is Level.BLOCKER:
        return link.root
    return next(iter(group_findings(findings).problems), None)


def employee_order(findings: Iterable[Finding]) -> EmployeeOrder:
    """The first thing to do, and the rest grouped."""
    findings = tuple(findings)
    first = first_root(findings)
    rest: dict[Actor, list[RootFinding]] = {}
    for actor, roots in group_findings(findings).by_actor:
        remaining = [root for root in roots if first is None or root.finding.key != first.finding.key]
        if remaining:
            rest.setdefault(reached_actor(actor), []).extend(remaining)
    return EmployeeOrder(first=first, rest=tuple((actor, tuple(roots)) for actor, roots in rest.items()))


def reached_actor(actor: Actor) -> Actor:
    """Whom the employee speaks to."""
    return Actor.IT_FIRM if actor in _VIA_IT_FIRM else actor


def first_sentence(report: Report, language: Language) -> str:
    """What the first thing is about, on the way to the company with its place; empty where all is well."""
    first, link = first_root(report.findings), find_broken_link(report.findings)
    if first is None:
        return ""
    if link is not None and link.root.finding.key == first.finding.key:
        return broken_link_cause(report, language)
    return describe_finding(first.finding, language)
