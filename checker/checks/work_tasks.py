"""The tasks of a working day, and what the findings of a check do to each of them: the words for its declaration."""

from enum import Enum

from checker.model.employee.task import Task
from checker.model.finding import Level
from checker.model.record import Record

ALL_TASKS = tuple(Task)
CALL_TASKS = (Task.PHONE, Task.VIDEO)
COMPANY_TASKS = (Task.REMOTE, Task.FILES)
SPEED_TASKS = (Task.PHONE, Task.VIDEO, Task.REMOTE)
"""Those that a slow or disturbed line spoils; mail and files only wait longer."""


class Effect(Enum):
    """How a task goes, by the level of the finding; a level that is not there does nothing."""

    FULL = "full"
    BLOCKER_DISTURBS = "blocker-disturbs"
    NOTE_UNKNOWN = "note-unknown"
    NOTE_DISTURBS = "note-disturbs"
    NOTE_BLOCKS = "note-blocks"
    WITHOUT_UNKNOWN = "without-unknown"

    # By identity, as members are compared: Enum's own runs Python for each look into a table.
    __hash__ = object.__hash__

    def level(self, finding_level: Level) -> Level | None:
        """How the task goes, or None where the finding does not matter to it."""
        return _LEVELS[self].get(finding_level)


_FULL = {level: level for level in (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)}
_LEVELS: dict[Effect, dict[Level, Level]] = {
    Effect.FULL: _FULL,
    Effect.BLOCKER_DISTURBS: {Level.BLOCKER: Level.WARNING},
    Effect.NOTE_UNKNOWN: {Level.NOTE: Level.UNKNOWN, Level.UNKNOWN: Level.UNKNOWN},
    # A note on a device that the profile does not require: the task suffers from it all the same.
    Effect.NOTE_DISTURBS: {**_FULL, Level.NOTE: Level.WARNING},
    Effect.NOTE_BLOCKS: {**_FULL, Level.NOTE: Level.BLOCKER},
    Effect.WITHOUT_UNKNOWN: {Level.BLOCKER: Level.BLOCKER, Level.WARNING: Level.WARNING},
}


class TaskEffect(Record, frozen=True, kw_only=True):
    """What findings whose code begins with one of `codes` do to `tasks`.

    The longest beginning that fits decides alone; with no tasks it says that these findings do nothing.
    """

    codes: tuple[str, ...]
    tasks: tuple[Task, ...] = ()
    effect: Effect = Effect.FULL


def disturbs_line(*codes: str) -> tuple[TaskEffect, ...]:
    """Of findings about a slow or disturbed line: only where nothing gets through, mail and files suffer too."""
    return (
        TaskEffect(codes=codes, tasks=SPEED_TASKS),
        TaskEffect(codes=codes, tasks=(Task.MAIL, Task.FILES), effect=Effect.BLOCKER_DISTURBS),
    )
