"""What can I do today: mail, phone, video, remote desktop and file share, each judged from the findings."""

from checker.model.employee.task import Task
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.declarations import check_title
from checker.show.findings import describe_finding, root_findings, topic_code
from checker.show.translations import translator
from checker.show.work_tasks.effects import needed_checks, task_levels

__all__ = ["Task", "TaskStatus", "status_reason", "status_word", "statuses_with_reasons", "task_statuses", "task_title"]


class TaskStatus(Record, frozen=True, kw_only=True):
    """A task, how it will go (ok, warning, blocker or unknown), and why: the finding at the root of it,
    or the check that nothing was found by.
    """

    task: Task
    level: Level
    cause: Finding | None = None
    missing_check: str = ""


_WEIGHT = {Level.BLOCKER: 3, Level.UNKNOWN: 2, Level.WARNING: 1, Level.OK: 0}


def task_statuses(report: Report) -> list[TaskStatus]:
    """All tasks, in their order."""
    statuses = {task: TaskStatus(task=task, level=Level.OK) for task in Task}
    for root in root_findings(report.findings):
        for finding in (root.finding, *root.consequences):
            for task, level in task_levels(finding).items():
                if _WEIGHT[level] > _WEIGHT[statuses[task].level]:
                    statuses[task] = TaskStatus(task=task, level=level, cause=root.finding)
    checks_with_findings = {topic_code(finding).partition(".")[0] for finding in report.findings}
    return [_with_gap(status, checks_with_findings) for status in statuses.values()]


def task_title(task: Task, language: Language) -> str:
    """What people call it."""
    tr = translator(language)
    return {
        Task.MAIL: tr("E-Mail"),
        Task.PHONE: tr("Telefonieren"),
        Task.VIDEO: tr("Videogespräche"),
        Task.REMOTE: tr("Arbeiten auf dem Firmenrechner"),
        Task.FILES: tr("Dateien der Firma"),
    }[task]


def status_word(level: Level, language: Language) -> str:
    """How it will go."""
    tr = translator(language)
    return {
        Level.OK: tr("geht"),
        Level.WARNING: tr("geht mit Störungen"),
        Level.UNKNOWN: tr("nicht geprüft"),
        Level.BLOCKER: tr("geht nicht"),
    }[level]


def status_reason(status: TaskStatus, language: Language) -> str:
    """Why, in a sentence; nothing where all is well."""
    tr = translator(language)
    if status.cause is not None:
        return describe_finding(status.cause, language)
    if status.missing_check:
        return tr("Dazu fehlt eine Prüfung: {check}.", check=check_title(status.missing_check, language))
    return ""


def statuses_with_reasons(report: Report, language: Language) -> list[tuple[TaskStatus, str]]:
    """All tasks with their reasons; a reason that several tasks in a row share is given once, and then pointed to."""
    tr = translator(language)
    pairs = [(status, status_reason(status, language)) for status in task_statuses(report)]
    previous = ["", *(text for _, text in pairs)]
    same = tr("Aus demselben Grund.")
    return [(status, same if text and text == previous[at] else text) for at, (status, text) in enumerate(pairs)]


def _with_gap(status: TaskStatus, checks_with_findings: set[str]) -> TaskStatus:
    if _WEIGHT[status.level] >= _WEIGHT[Level.UNKNOWN]:
        return status
    gap = next((check for check in needed_checks(status.task) if check not in checks_with_findings), "")
    return TaskStatus(task=status.task, level=Level.UNKNOWN, missing_check=gap) if gap else status
