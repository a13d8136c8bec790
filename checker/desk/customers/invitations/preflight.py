"""Pass or fail: whether the workplace at a new colleague's home does what the profile needs, before the first day."""

import datetime
from enum import Enum

from django.apps import apps
from django.utils.translation import gettext

from checker.desk.customers.models import Invitation
from checker.desk.guide.article import read_article
from checker.model.codec import Unreadable
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import ReportVerdict, verdict
from checker.show.findings import describe_finding, group_findings
from checker.show.level_symbols import SYMBOLS
from checker.show.work_tasks.task_status import TaskStatus, task_statuses, task_title


class PreflightOutcome(Enum):
    """What is not measured is neither passed nor failed."""

    PASSED = "passed"
    WITH_REMARKS = "with-remarks"
    FAILED = "failed"
    UNDECIDED = "undecided"
    AWAITED = "awaited"


_LEVELS = {
    PreflightOutcome.PASSED: Level.OK,
    PreflightOutcome.WITH_REMARKS: Level.WARNING,
    PreflightOutcome.FAILED: Level.BLOCKER,
    PreflightOutcome.UNDECIDED: Level.UNKNOWN,
    PreflightOutcome.AWAITED: Level.NOTE,
}
_OUTCOMES = {
    ReportVerdict.READY: PreflightOutcome.PASSED,
    ReportVerdict.READY_WITH_WARNINGS: PreflightOutcome.WITH_REMARKS,
    ReportVerdict.NOT_READY: PreflightOutcome.FAILED,
    ReportVerdict.UNKNOWN: PreflightOutcome.UNDECIDED,
}


class PreflightTask(Record, frozen=True, kw_only=True):
    """A task of the day, and how it will go."""

    title: str
    level: Level


class PreflightProblem(Record, frozen=True, kw_only=True):
    """What is left to do: the finding's code, which is its article's if it has one, and its sentence."""

    code: str
    sentence: str
    has_article: bool


class Preflight(Record, frozen=True, kw_only=True):
    """The newest report's outcome. `reference` is empty, and `received` None, before there is one."""

    outcome: PreflightOutcome
    tasks: tuple[PreflightTask, ...] = ()
    problems: tuple[PreflightProblem, ...] = ()
    reference: str = ""
    received: datetime.datetime | None = None

    @property
    def level(self) -> Level:
        """The colour of the outcome."""
        return _LEVELS[self.outcome]

    @property
    def sign(self) -> str:
        """The sign beside it."""
        return SYMBOLS[self.level]

    @property
    def title(self) -> str:
        """In a word or two."""
        return {
            PreflightOutcome.PASSED: gettext("Bestanden"),
            PreflightOutcome.WITH_REMARKS: gettext("Bestanden, mit Einschränkungen"),
            PreflightOutcome.FAILED: gettext("Nicht bestanden"),
            PreflightOutcome.UNDECIDED: gettext("Noch nicht entschieden"),
            PreflightOutcome.AWAITED: gettext("Noch kein Bericht"),
        }[self.outcome]

    @property
    def sentence(self) -> str:
        """What that means for the first day."""
        return {
            PreflightOutcome.PASSED: gettext("Zu Hause ist alles bereit für den ersten Tag."),
            PreflightOutcome.WITH_REMARKS: gettext(
                "Das Arbeiten geht. Was unten steht, stört dabei und lässt sich verbessern."
            ),
            PreflightOutcome.FAILED: gettext("So geht das Arbeiten am ersten Tag nicht. Was zu tun ist, steht unten."),
            PreflightOutcome.UNDECIDED: gettext(
                "Es wurde nicht alles geprüft. Bitte prüfen Sie noch einmal und erlauben Sie alle Prüfungen."
            ),
            PreflightOutcome.AWAITED: gettext(
                "Das Ergebnis steht hier, sobald das Programm geprüft hat und der Bericht gesendet ist."
            ),
        }[self.outcome]


def preflight_of(invitation: Invitation, language: Language) -> Preflight:
    """From the newest report under this invitation; as before the first where it is deleted or cannot be read."""
    reports = apps.get_model("reports", "ReceivedReport").objects.select_related("arrival")
    received_report = reports.filter(reference=invitation.reference).first() if invitation.reference else None
    try:
        report: Report | None = received_report.report if received_report is not None else None
    except Unreadable:
        report = None
    if received_report is None or report is None:
        return Preflight(outcome=PreflightOutcome.AWAITED)
    statuses = [status for status in task_statuses(report) if _is_required(status)]
    problems = group_findings(report.findings).problems
    return Preflight(
        outcome=_outcome(report.findings, statuses),
        tasks=tuple(PreflightTask(title=task_title(status.task, language), level=status.level) for status in statuses),
        problems=tuple(
            PreflightProblem(
                code=root.finding.code,
                sentence=describe_finding(root.finding, language),
                has_article=read_article(root.finding.code, language) is not None,
            )
            for root in problems
        ),
        reference=received_report.reference,
        received=received_report.received,
    )


def _outcome(findings: tuple[Finding, ...], statuses: list[TaskStatus]) -> PreflightOutcome:
    overall = verdict(findings)
    if overall is not ReportVerdict.NOT_READY and any(status.missing_check for status in statuses):
        return PreflightOutcome.UNDECIDED
    return _OUTCOMES[overall]


def _is_required(status: TaskStatus) -> bool:
    """A task that is unknown by a mere note is none that the profile asks for, as remote work without a gateway."""
    return not (status.level is Level.UNKNOWN and status.cause is not None and status.cause.level is Level.NOTE)
