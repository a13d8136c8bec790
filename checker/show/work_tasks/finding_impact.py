"""What one finding means for the day: which tasks it stops, disturbs, or leaves unchecked."""

from checker.model.finding import Level
from checker.model.text import Language
from checker.show.findings import RootFinding
from checker.show.translations import translator
from checker.show.work_tasks.effects import task_levels
from checker.show.work_tasks.task_status import Task, task_title

_WORST_FIRST = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)


def finding_impact(root: RootFinding, language: Language) -> str:
    """A sentence for each way in which tasks suffer, the worst first; one that says so where none does."""
    tr = translator(language)
    tasks: dict[Level, list[str]] = {}
    suffering = [task_levels(finding) for finding in (root.finding, *root.consequences)]
    for task in Task:
        levels = [by_task.get(task) for by_task in suffering]
        worst = next((level for level in _WORST_FIRST if level in levels), None)
        if worst is not None:
            tasks.setdefault(worst, []).append(task_title(task, language))
    sentences = {
        Level.BLOCKER: lambda titles: tr("Das geht damit nicht: {tasks}.", tasks=titles),
        Level.WARNING: lambda titles: tr("Das geht damit nur mit Störungen: {tasks}.", tasks=titles),
        Level.UNKNOWN: lambda titles: tr("Ob das geht, ist damit offen: {tasks}.", tasks=titles),
    }
    lines = [sentences[level](", ".join(tasks[level])) for level in _WORST_FIRST if level in tasks]
    return " ".join(lines) or tr("Arbeiten können Sie trotzdem.")
