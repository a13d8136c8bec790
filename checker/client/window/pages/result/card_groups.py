"""What a card of the result page shows, and what became of a finding that was checked again. Pure."""

from collections.abc import Iterable
from enum import Enum

from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.show.findings import RootFinding, affected_check

_SETTLED_LEVELS = (Level.OK, Level.NOTE)


class RecheckOutcome(Enum):
    """What checking again brought."""

    SETTLED = "settled"
    CHANGED = "changed"
    SAME = "same"


class RecheckResult(Record, frozen=True, kw_only=True):
    """A finding as it was, and the findings of its check now."""

    before: Finding
    now: tuple[Finding, ...]

    @property
    def outcome(self) -> RecheckOutcome:
        """Settled only where nothing bad and no gap has come in its place."""
        same_finding = self.same_finding
        if same_finding is not None:
            return RecheckOutcome.SAME if same_finding.values == self.before.values else RecheckOutcome.CHANGED
        return (
            RecheckOutcome.SETTLED
            if all(finding.level in _SETTLED_LEVELS for finding in self.now)
            else RecheckOutcome.CHANGED
        )

    @property
    def same_finding(self) -> Finding | None:
        """The same finding, where it came again."""
        return next((finding for finding in self.now if finding.key == self.before.key), None)


class CardItem(Record, frozen=True, kw_only=True):
    """One card: a root that stands, or one that is gone since it was checked again (then `root` is the old one)."""

    root: RootFinding
    recheck_result: RecheckResult | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it only tells what was."""
        return self.recheck_result is not None and self.recheck_result.same_finding is None


def compare_recheck(before: Finding, findings: Iterable[Finding]) -> RecheckResult:
    """Compares a finding with what its check finds now."""
    return RecheckResult(
        before=before, now=tuple(finding for finding in findings if affected_check(finding) == affected_check(before))
    )


def gone_items(recheck_results: Iterable[RecheckResult]) -> tuple[CardItem, ...]:
    """What no longer stands since it was checked again."""
    return tuple(
        CardItem(root=RootFinding(finding=result.before), recheck_result=result)
        for result in recheck_results
        if result.same_finding is None
    )
