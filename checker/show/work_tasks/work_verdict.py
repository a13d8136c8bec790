"""May I work today: the sentence over everything, from what goes and what does not."""

from collections.abc import Sequence

from checker.model.employee.task import Task
from checker.model.finding import Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import ReportVerdict, verdict
from checker.show.level_symbols import VERDICT_LEVELS, headline, level_word
from checker.show.translations import translator
from checker.show.work_tasks.task_status import task_statuses, task_title

DESK_WORK = (Task.MAIL, Task.REMOTE, Task.FILES)
"""Who can do these can work; calls come on top."""
_GOES = (Level.OK, Level.WARNING)


class WorkVerdict(Record, frozen=True, kw_only=True):
    """`level` is the light's; `word` the level in words; `headline` the sentence."""

    level: Level
    word: str
    headline: str


def work_verdict(report: Report, language: Language) -> WorkVerdict:
    """Red where nothing goes, or the desk work does not; where only calls fail, the work goes in part."""
    overall = verdict(report.findings)
    level = VERDICT_LEVELS[overall]
    whole = WorkVerdict(level=level, word=level_word(level, language), headline=headline(overall, language))
    if overall is not ReportVerdict.NOT_READY:
        return whole
    statuses = task_statuses(report)
    working = [status.task for status in statuses if status.level in _GOES]
    failing = [status.task for status in statuses if status.level is Level.BLOCKER]
    if not working or not failing:
        return whole
    tr = translator(language)
    if not all(task in working for task in DESK_WORK):
        parts = {"working": _task_list(working, language), "failing": _task_list(failing, language)}
        return WorkVerdict(level=level, word=whole.word, headline=tr("{working}: ja. {failing}: noch nicht.", **parts))
    sentence = tr("Arbeiten: ja. {failing}: noch nicht.", failing=_task_list(failing, language))
    return WorkVerdict(level=Level.WARNING, word=tr("Geht zum Teil"), headline=sentence)


def _task_list(tasks: Sequence[Task], language: Language) -> str:
    tr = translator(language)
    titles = [task_title(task, language) for task in tasks]
    if len(titles) < 2:
        return "".join(titles)
    return tr("{first} und {last}", first=", ".join(titles[:-1]), last=titles[-1])
