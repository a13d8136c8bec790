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


def effect(finding: Finding, task: Task) -> Level | None:
    """How the task goes with this finding, or None where it does not matter to it."""
    roles = _affected_roles(finding)
    if roles and _ROLES[task] not in roles:  # where a finding names the roles that it affects, the others are not
        return None
    effects = _declared_effects(topic_code(finding))
    if task in effects:
        return effects[task].level(finding.level)
    return Effect.FULL.level(finding.level) if effects and roles else None


def _declared_effects(code: str) -> Mapping[Task, Effect]:
    """Of the longest beginning of the code that its check declares; what it declares nothing about does nothing."""
    name = code.partition(".")[0]
    return _effects_by_check(name, code) if find_check(name) else {}


@functools.lru_cache(maxsize=1024)
def _effects_by_check(name: str, code: str) -> Mapping[Task, Effect]:
    check = find_check(name)
    rows = check.task_effects if check else ()
    fitting = [beginning for row in rows for beginning in row.codes if code.startswith(beginning)]
    if not fitting:
        return {}
    longest = max(fitting, key=len)
    return {task: row.effect for row in rows if longest in row.codes for task in row.tasks}


def _affected_roles(finding: Finding) -> list[str]:
    roles = finding.values.get("roles")
    return roles.split() if isinstance(roles, str) else []
