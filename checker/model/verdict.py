"""The one traffic light over all findings."""

from collections.abc import Iterable
from enum import Enum

from checker.model.finding import Finding, Level

SEVERITY_ORDER = {Level.BLOCKER: 0, Level.WARNING: 1, Level.UNKNOWN: 2, Level.NOTE: 3, Level.OK: 4}

NOT_JUDGED = 2
"""The exit code where nothing, or not enough, was measured."""


class ReportVerdict(Enum):
    """What the employee can expect of today; `exit_code` is the client's."""

    READY = "ready"
    READY_WITH_WARNINGS = "ready-with-warnings"
    NOT_READY = "not-ready"
    UNKNOWN = "unknown"

    @property
    def exit_code(self) -> int:
        """0 ready, 1 not ready, 2 could not judge."""
        return {ReportVerdict.NOT_READY: 1, ReportVerdict.UNKNOWN: NOT_JUDGED}.get(self, 0)


def verdict(findings: Iterable[Finding]) -> ReportVerdict:
    """A blocker outweighs a gap, a gap outweighs a warning: an unmeasured need must never read as ready."""
    levels = {finding.level for finding in findings}
    if Level.BLOCKER in levels:
        return ReportVerdict.NOT_READY
    if Level.UNKNOWN in levels or not levels:
        return ReportVerdict.UNKNOWN
    return ReportVerdict.READY_WITH_WARNINGS if Level.WARNING in levels else ReportVerdict.READY


def sort_by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first; a consequence right behind nothing that is worse than its cause."""
    return sorted(findings, key=lambda finding: (bool(finding.caused_by), SEVERITY_ORDER[finding.level], finding.key))
