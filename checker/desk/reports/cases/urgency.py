"""How urgent a case is: who cannot work before who can work in part, before who only has a doubt."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from checker.model.employee.task import Task
from checker.model.finding import Level
from checker.model.report import Report
from checker.model.verdict import ReportVerdict, verdict
from checker.show.work_tasks.task_status import task_statuses
from checker.show.work_tasks.work_verdict import DESK_WORK


class Urgency(models.IntegerChoices):
    """The lower, the sooner. The numbers stand in the table."""

    CANNOT_WORK = 0, _("kann nicht arbeiten")
    IN_PART = 1, _("arbeitet nur zum Teil")
    UNCLEAR = 2, _("ungeklärt")
    SLOWED = 3, _("kann arbeiten")
    FINE = 4, _("in Ordnung")


def urgency_of(report: Report) -> Urgency:
    """From what the employee must be able to do today; where nothing was ticked, from the work at the desk."""
    overall = verdict(report.findings)
    needed = report.own_words.needed if report.own_words is not None else ()
    if not needed and overall is not ReportVerdict.NOT_READY:
        return _OTHERWISE[overall]
    levels = {status.task: status.level for status in task_statuses(report)}
    if any(levels[task] is Level.BLOCKER for task in needed):
        return Urgency.CANNOT_WORK
    if overall is ReportVerdict.NOT_READY:
        return Urgency.IN_PART if needed or _can_work_at_desk(levels) else Urgency.CANNOT_WORK
    return Urgency.IN_PART if any(levels[task] is Level.WARNING for task in needed) else _OTHERWISE[overall]


_OTHERWISE = {
    ReportVerdict.UNKNOWN: Urgency.UNCLEAR,
    ReportVerdict.READY_WITH_WARNINGS: Urgency.SLOWED,
    ReportVerdict.READY: Urgency.FINE,
}


def _can_work_at_desk(levels: dict[Task, Level]) -> bool:
    """Only calls fail. A blocker that no task is judged by (a wrong clock) leaves the day uncertain: not counted."""
    return any(level is Level.BLOCKER for level in levels.values()) and all(
        levels[task] in (Level.OK, Level.WARNING) for task in DESK_WORK
    )
