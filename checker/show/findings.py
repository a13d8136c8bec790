"""The findings as people read them: a root with what follows from it, sorted by who must act."""

from collections.abc import Iterable, Sequence

import msgspec

from checker.knowledge.causes import Actor, cause_of, finding_sentence
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.text import Language
from checker.model.verdict import SEVERITY_ORDER, sort_by_severity
from checker.show.company_path.segments import segment_index
from checker.show.declarations import check_order, subject_name
from checker.show.formatting import format_number

_COST = (Actor.YOU, Actor.NOBODY, Actor.IT_FIRM, Actor.COMPANY, Actor.PROVIDER, Actor.EMPLOYER)


class RootFinding(Record, frozen=True, kw_only=True):
    """A finding that nothing else explains, and everything that it explains."""

    finding: Finding
    consequences: tuple[Finding, ...] = ()

    @property
    def level(self) -> Level:
        """The worst of the root and its consequences."""
        if not self.consequences:
            return self.finding.level
        return min(
            (self.finding.level, *(consequence.level for consequence in self.consequences)),
            key=SEVERITY_ORDER.__getitem__,
        )

    @property
    def actor(self) -> Actor:
        """Who must act. Where the root itself needs nobody, whoever mends the worst that follows from it."""
        worst_first = sorted(self.consequences, key=lambda finding: SEVERITY_ORDER[finding.level])
        actors = (cause_of(finding).who for finding in (self.finding, *worst_first))
        return next((actor for actor in actors if actor is not Actor.NOBODY), Actor.NOBODY)


class FindingGroups(Record, frozen=True, kw_only=True):
    """All findings of a report, each exactly once."""

    by_actor: tuple[tuple[Actor, tuple[RootFinding, ...]], ...]
    notes: tuple[RootFinding, ...]
    passed: tuple[RootFinding, ...]

    @property
    def problems(self) -> tuple[RootFinding, ...]:
        """The roots that someone must act on, the worst first."""
        return tuple(sorted((root for _, roots in self.by_actor for root in roots), key=_weight))


def affected_check(finding: Finding) -> str:
    """The check to run again for this finding; a check that was cut off stands in the subject."""
    return finding.subject if finding.check == "run" else finding.check


def worst_problem(findings: Iterable[Finding]) -> Finding | None:
    """The first of the roots that someone must act on; None where there is none."""
    problems = (root for root in root_findings(findings) if root.level not in (Level.OK, Level.NOTE))
    return next((root.finding for root in problems), None)


def root_findings(findings: Iterable[Finding]) -> tuple[RootFinding, ...]:
    """The worst first. A chain of causes is folded under its first; a circle of them, or a cause not there, is none."""
    sorted_findings = sort_by_severity(findings)
    # By place in the list: in a damaged report two findings may share a key.
    index_by_key = {finding.key: at for at, finding in reversed(list(enumerate(sorted_findings)))}
    follows: dict[int, list[Finding]] = {}
    for at, finding in enumerate(sorted_findings):
        root = _root_index(at, sorted_findings, index_by_key)
        if root == at:
            follows.setdefault(at, [])
        else:
            follows.setdefault(root, []).append(finding)
    grouped = [
        RootFinding(finding=sorted_findings[at], consequences=tuple(consequences))
        for at, consequences in follows.items()
    ]
    return tuple(sorted(grouped, key=_weight))


def group_findings(findings: Iterable[Finding]) -> FindingGroups:
    """Grouped by who must act, the group with the worst finding first; among equals what costs least to try."""
    by_actor: dict[Actor, list[RootFinding]] = {}
    notes: list[RootFinding] = []
    passed: list[RootFinding] = []
    for root in root_findings(findings):
        level = root.level
        if level is Level.OK:
            passed.append(root)
        elif level is Level.NOTE:
            notes.append(root)
        else:
            by_actor.setdefault(root.actor, []).append(root)
    groups = sorted(by_actor.items(), key=lambda group: (SEVERITY_ORDER[group[1][0].level], _COST.index(group[0])))
    return FindingGroups(
        by_actor=tuple((actor, tuple(group)) for actor, group in groups), notes=tuple(notes), passed=tuple(passed)
    )


def describe_finding(finding: Finding, language: Language) -> str:
    """The finding's sentence, its numbers as this language writes them, with its subject where it names nothing."""
    values = {
        key: format_number(value, language) if isinstance(value, float) else value
        for key, value in finding.values.items()
    }
    text = finding_sentence(msgspec.structs.replace(finding, values=values), language)
    subject_name = subject_title(finding, language)
    mentioned = (subject_name, *(str(value) for value in values.values() if isinstance(value, str) and value))
    return text if not subject_name or any(name in text for name in mentioned) else f"{subject_name}: {text}"


def subject_title(finding: Finding, language: Language) -> str:
    """What the finding is about; of a check its title."""
    return subject_name(finding.check, finding.subject, language)


def topic_code(finding: Finding) -> str:
    """The code; for a check that was cut off, the beginning of that check's codes."""
    return f"{finding.subject}." if finding.check == "run" else finding.code


def _root_index(at: int, sorted_findings: Sequence[Finding], index_by_key: dict[str, int]) -> int:
    first, visited = at, {at}
    while sorted_findings[at].level is not Level.OK and sorted_findings[at].caused_by in index_by_key:
        parent = index_by_key[sorted_findings[at].caused_by]
        if sorted_findings[parent].level is Level.OK:
            return at
        if parent in visited:
            return first
        visited.add(parent)
        at = parent
    return at


def _weight(root: RootFinding) -> tuple[int, int, int, int, int, str]:
    """Worst first; among equals what lies first on the path from the PC to the company, then what explains most."""
    first = root.finding
    code = topic_code(first)
    return (
        SEVERITY_ORDER[root.level],
        segment_index(code),
        -len(root.consequences),
        SEVERITY_ORDER[first.level],
        check_order(code),
        first.key,
    )
