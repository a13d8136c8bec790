"""The same observations judged by the rules of today, where these say something else than the report does."""

import logging

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.codec import Unreadable
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report

log = logging.getLogger("checker.desk.reports")


class DiagnosisDifference(Record, frozen=True, kw_only=True):
    """What the rules of today add, and what they no longer say. What needs nobody's action is left out."""

    added: tuple[Finding, ...]
    removed: tuple[Finding, ...]


def diagnose_again(report: Report) -> DiagnosisDifference | None:
    """None where nothing differs, or where the report's needs are not of this version."""
    try:
        needs_by_check = needs(report.profile)
    except Unreadable:
        return None
    try:
        findings = diagnose_measurements(needs_by_check, report.measurements)
    except Exception:
        log.exception("a report could not be judged again")
        return None
    old_keys = {(finding.key, finding.level) for finding in report.findings}
    new_keys = {(finding.key, finding.level) for finding in findings}
    added = tuple(entry for entry in findings if _matters(entry) and (entry.key, entry.level) not in old_keys)
    removed = tuple(entry for entry in report.findings if _matters(entry) and (entry.key, entry.level) not in new_keys)
    return DiagnosisDifference(added=added, removed=removed) if added or removed else None


def _matters(finding: Finding) -> bool:
    return finding.level in (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)
