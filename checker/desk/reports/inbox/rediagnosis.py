"""The same observations judged by the rules of today, where these say something else than the report does."""

import logging

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.record import Record
from checker.model.report import Report

log = logging.getLogger("checker.desk.reports")


class DiagnosisDifference(Record, frozen=True, kw_only=True):
    """What the rules of today add, and what they no longer say."""

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
    added = tuple(finding for finding in findings if (finding.key, finding.level) not in old_keys)
    removed = tuple(finding for finding in report.findings if (finding.key, finding.level) not in new_keys)
    return DiagnosisDifference(added=added, removed=removed) if added or removed else None
