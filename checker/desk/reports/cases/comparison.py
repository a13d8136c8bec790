"""What changed between two reports of a case: what was mended, what is new, what stayed."""

from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.show.findings import group_findings

_TROUBLES = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)


class RunComparison(Record, frozen=True, kw_only=True):
    """Findings of the earlier report that are gone, those that came, and those that are in both."""

    mended: tuple[Finding, ...]
    new: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def compare_runs(earlier: Report, newer: Report) -> RunComparison:
    """By cause and subject: a figure that differs is no change. Consequences are left out."""
    before, after = _troubles(earlier), _troubles(newer)
    return RunComparison(
        mended=tuple(finding for key, finding in before.items() if key not in after),
        new=tuple(finding for key, finding in after.items() if key not in before),
        remaining=tuple(finding for key, finding in after.items() if key in before),
    )


def _troubles(report: Report) -> dict[str, Finding]:
    roots = group_findings(report.findings).problems
    return {root.finding.key: root.finding for root in roots if root.finding.level in _TROUBLES}
