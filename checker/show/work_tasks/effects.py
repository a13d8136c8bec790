"""What a finding does to each task of a day, as its check declares it."""

import functools
from collections.abc import Mapping

from checker.checks.work_tasks import Effect
from checker.model.employee.task import Task
from checker.model.finding import Finding, Level
from checker.show.declarations import check_names, find_check
from checker.show.findings import topic_code

_ROLES = {
    Task.MAIL: "mail",
    Task.PHONE: "phone",
    Task.VIDEO: "video",
    Task.REMOTE: "remote-desktop",
    Task.FILES: "files",
}


def needed_checks(task: Task) -> list[str]:
    """The checks without which a task cannot be judged; first the one that most tasks need."""
    return _needed_checks(check_names())[task]


@functools.lru_cache(maxsize=4)
def _needed_checks(names: tuple[str, ...]) -> Mapping[Task, list[str]]:
    checks = [check for name in names if (check := find_check(name))]
    by_use = sorted(checks, key=lambda check: -len(check.needed_for))
    return {task: [check.name for check in by_use if task in check.needed_for] for task in Task}


def task_levels(finding: Finding) -> Mapping[Task, Level]:
    """How each task goes with this finding; one that it does not matter to is not there."""
    code = topic_code(finding)
    if not find_check(code.partition(".")[0]):
        return {}
    levels = _declared_levels(code, finding.level)
    roles = _affected_roles(finding)
    if not roles:
        return levels
    # Where a finding names the roles that it affects, the others are not.
    effects = _declared_effects(code)
    full = Effect.FULL.level(finding.level) if effects else None
    affected = {task: levels.get(task) if task in effects else full for task, role in _ROLES.items() if role in roles}
    return {task: level for task, level in affected.items() if level is not None}


@functools.lru_cache(maxsize=1024)
def _declared_levels(code: str, finding_level: Level) -> Mapping[Task, Level]:
    levels = {task: effect.level(finding_level) for task, effect in _declared_effects(code).items()}
    return {task: level for task, level in levels.items() if level is not None}


@functools.lru_cache(maxsize=1024)
def _declared_effects(code: str) -> Mapping[Task, Effect]:
    """Of the longest beginning of the code that its check declares; what it declares nothing about does nothing."""
    check = find_check(code.partition(".")[0])
    rows = check.task_effects if check else ()
    fitting = [beginning for row in rows for beginning in row.codes if code.startswith(beginning)]
    if not fitting:
        return {}
    longest = max(fitting, key=len)
    return {task: row.effect for row in rows if longest in row.codes for task in row.tasks}


def _affected_roles(finding: Finding) -> list[str]:
    roles = finding.values.get("roles")
    return roles.split() if isinstance(roles, str) else []
