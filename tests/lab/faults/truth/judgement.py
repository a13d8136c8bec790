"""What was said in a run, held against the truth: every sentence, the place that was named, and who must act. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.model.finding import Finding, Level
from checker.show.findings import RootFinding, group_findings
from tests.lab.faults.truth.claims import is_choice, named_places, names_place_of, verdict_on
from tests.lab.faults.truth.injected import Injected
from tests.lab.faults.truth.recorded import RecordedRun
from tests.lab.faults.verdict import of_the_home

NOTHING = "nothing"
PROBLEMS = (Level.WARNING.value, Level.BLOCKER.value)


@dataclass(frozen=True)
class Statement:
    """One finding and whether it is true; `verdict` None is not decidable. A consequence is said beside its cause."""

    key: str
    level: str
    sure: str
    verdict: bool | None
    is_consequence: bool


@dataclass(frozen=True)
class Judgement:
    """One run. `named`: places at which the first problem may lie by its claim; `is_choice`: whether it leaves several
    to its reader. `matched`: of all that was broken, what a root names rightly.
    """

    run: RecordedRun
    statements: tuple[Statement, ...]
    named: frozenset[str] = frozenset()
    is_choice: bool = False
    is_place_right: bool = False
    is_owner_right: bool = False
    is_silent: bool = False
    is_untold: bool = False
    matched: tuple[Injected, ...] = ()
    first: str = field(default=NOTHING)

    def false(self, *sureness: str, levels: tuple[str, ...] = PROBLEMS) -> list[Statement]:
        """What was false, of this sureness and level. Consequences are left out."""
        return [
            statement
            for statement in self.statements
            if statement.verdict is False
            and not statement.is_consequence
            and statement.sure in sureness
            and statement.level in levels
        ]


def judged(run: RecordedRun) -> Judgement:
    """Every statement of the run, and what its first problem names."""
    if run.report is None:
        return Judgement(run, ())
    findings = of_the_home(run.report)
    groups = group_findings(findings)
    problems, notes = groups.problems, groups.notes
    definite = [root for root in problems if root.finding.level is not Level.UNKNOWN]
    matters = run.truth.matters
    first = next(iter(definite), None) or next(iter((*problems, *notes)), None)
    if first is not None and first.level is Level.NOTE:
        first = next((root for root in notes if _matching(run, root)), first)
    matching = _matching(run, first) if first else []
    return Judgement(
        run=run,
        statements=tuple(_statements(run, findings)),
        named=named_places(first.finding) if first else frozenset(),
        is_choice=bool(first) and is_choice(first.finding),
        is_place_right=bool(matching),
        is_owner_right=bool(first) and _is_owner_right(run, first, matching),
        is_silent=matters and not problems and not (first and matching),
        is_untold=bool(problems) and not definite,
        matched=tuple(item for item in run.truth.injected if _is_named(item, (*problems, *notes))),
        first=first.finding.code if first else NOTHING,
    )


def _is_owner_right(run: RecordedRun, first: RootFinding, matching: list[Injected]) -> bool:
    """Whoever is sent to act: of two places that are named, the owner of either may begin."""
    if matching and len(named_places(first.finding)) > 1:
        return True
    return any(first.actor.value in item.all_owners for item in _serious(run))


def _serious(run: RecordedRun) -> list[Injected]:
    """What was broken and is not harmless; where all of it is, all."""
    return [item for item in run.truth.injected if not item.is_harmless] or list(run.truth.injected)


def _statements(run: RecordedRun, findings: list[Finding]) -> Iterator[Statement]:
    by_key = {finding.key: finding for finding in findings}
    for finding in findings:
        cause = by_key.get(finding.caused_by)
        verdict = verdict_on(run.truth, finding) if cause is None else _is_explained(run, finding, cause)
        yield Statement(finding.key, finding.level.value, finding.sure.value, verdict, cause is not None)


def _is_explained(run: RecordedRun, finding: Finding, cause: Finding) -> bool | None:
    """A consequence says that its cause explains it: true where the cause is, and what is broken touches both."""
    if verdict_on(run.truth, cause) and run.truth.touching(finding.subject):
        return True
    return verdict_on(run.truth, finding)


def _matching(run: RecordedRun, root: RootFinding) -> list[Injected]:
    """What was broken at a place that this finding names; what is harmless only where nothing else was broken."""
    serious = _serious(run)
    by_code = [item for item in serious if root.finding.code in item.codes]
    return by_code or [item for item in serious if names_place_of(root.finding, item)]


def _is_named(item: Injected, roots: tuple[RootFinding, ...]) -> bool:
    return any(
        (names_place_of(root.finding, item) and root.actor.value in item.all_owners) or root.finding.code in item.codes
        for root in roots
    )
