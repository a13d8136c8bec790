"""What can I do today: mail, phone, video, remote desktop and file share, each judged from the findings."""

from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.effects import NEEDS, Task, effect
from checker.show.facts import title as check_title
from checker.show.findings import Root, roots, say, topic
from checker.show.words import words

__all__ = ["Doing", "Task", "name", "reason", "reasons", "today", "word"]


class Doing(Record, frozen=True, kw_only=True):
    """A task, how it will go (ok, warning, blocker or unknown), and why: the finding at the root of it,
    or the check that nothing was found by.
    """

    task: Task
    level: Level
    because: Finding | None = None
    missing: str = ""


_WORST_FIRST = (Level.BLOCKER, Level.UNKNOWN, Level.WARNING, Level.OK)


def today(report: Report) -> list[Doing]:
    """All tasks, in their order."""
    found = roots(report.findings)
    return [_judged(task, report, found) for task in Task]


def name(task: Task, language: Language) -> str:
    """What people call it."""
    tr = words(language)
    return {
        Task.MAIL: tr("E-Mail"),
        Task.PHONE: tr("Telefonieren"),
        Task.VIDEO: tr("Videokonferenz"),
        Task.REMOTE: tr("Arbeiten auf dem Firmenrechner"),
        Task.FILES: tr("Dateien der Firma"),
    }[task]


def word(level: Level, language: Language) -> str:
    """How it will go."""
    tr = words(language)
    return {
        Level.OK: tr("geht"),
        Level.WARNING: tr("geht mit Störungen"),
        Level.UNKNOWN: tr("nicht geprüft"),
        Level.BLOCKER: tr("geht nicht"),
    }[level]


def reason(doing: Doing, language: Language) -> str:
    """Why, in a sentence; nothing where all is well."""
    tr = words(language)
    if doing.because is not None:
        return say(doing.because, language)
    if doing.missing:
        return tr("Dazu fehlt eine Prüfung: {check}.", check=check_title(doing.missing, language))
    return ""


def reasons(report: Report, language: Language) -> list[tuple[Doing, str]]:
    """All tasks with their reasons; the same reason line after line is said once, for those that follow."""
    told = [(doing, reason(doing, language)) for doing in today(report)]
    before = ["", *(said for _, said in told)]
    return [(doing, "" if said == before[at] else said) for at, (doing, said) in enumerate(told)]


def _judged(task: Task, report: Report, folded: tuple[Root, ...]) -> Doing:
    found = [Doing(task=task, level=Level.OK)]
    for root in folded:
        for finding in (root.finding, *root.consequences):
            level = effect(finding, task)
            if level is not None:
                found.append(Doing(task=task, level=level, because=root.finding))
    told = {topic(finding).partition(".")[0] for finding in report.findings}
    gap = next((check for check in NEEDS[task] if check not in told), "")
    if gap:
        found.append(Doing(task=task, level=Level.UNKNOWN, missing=gap))
    return min(found, key=lambda one: _WORST_FIRST.index(one.level))
