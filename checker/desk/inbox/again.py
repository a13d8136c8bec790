"""The same observations judged by the rules of today, where these say something else than the report does."""

import logging

from checker.checks.judge import diagnose_measurements
from checker.checks.registry import needs
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.record import Record
from checker.model.report import Report

log = logging.getLogger("checker.desk.inbox")


class Difference(Record, frozen=True, kw_only=True):
    """What the rules of today add, and what they no longer say."""

    added: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def judged_again(report: Report) -> Difference | None:
    """None where nothing differs, or where the report's needs are not of this version."""
    try:
        asked = needs(report.profile)
    except Unreadable:
        return None
    try:
        now = diagnose_measurements(asked, report.measurements)
    except Exception:
        log.exception("a report could not be judged again")
        return None
    then = {(finding.key, finding.level) for finding in report.findings}
    today = {(finding.key, finding.level) for finding in now}
    added = tuple(finding for finding in now if (finding.key, finding.level) not in then)
    gone = tuple(finding for finding in report.findings if (finding.key, finding.level) not in today)
    return Difference(added=added, gone=gone) if added or gone else None
