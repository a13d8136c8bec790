"""What a finding does to each task of a day: a table, and the reader of it."""

from collections.abc import Mapping
from enum import Enum

from checker.model.finding import Finding, Level
from checker.show.findings import topic_code


class Task(Enum):
    """A piece of a day's work."""

    MAIL = "mail"
    PHONE = "phone"
    VIDEO = "video"
    REMOTE = "remote"
    FILES = "files"


Effect = Mapping[Level, Level]

NEEDS: dict[Task, tuple[str, ...]] = {
    Task.MAIL: ("network",),
    Task.PHONE: ("network", "line", "microphone"),
    Task.VIDEO: ("network", "line", "microphone", "camera"),
    Task.REMOTE: ("network", "line", "vpn"),
    Task.FILES: ("network", "vpn"),
}
"""The checks without which a task cannot be judged."""

_FULL: Effect = {level: level for level in (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)}
_BLOCKER_DISTURBS: Effect = {Level.BLOCKER: Level.WARNING}
_NOTE_UNKNOWN: Effect = {Level.NOTE: Level.UNKNOWN, Level.UNKNOWN: Level.UNKNOWN}
_NOTE_DISTURBS: Effect = {**_FULL, Level.NOTE: Level.WARNING}
_NOTE_BLOCKS: Effect = {**_FULL, Level.NOTE: Level.BLOCKER}
"""A note on a device that the profile does not require: the task suffers from it all the same."""

_ALL = tuple(Task)
_CALLS = (Task.PHONE, Task.VIDEO)
_COMPANY = (Task.REMOTE, Task.FILES)
_SPEED = (Task.PHONE, Task.VIDEO, Task.REMOTE)


def _for_tasks(tasks: tuple[Task, ...], effect: Effect) -> dict[Task, Effect]:
    return {task: effect for task in tasks}  # noqa: C420 - RUF024 forbids fromkeys with a table


_HOME: dict[Task, Effect] = {**_for_tasks(_SPEED, _FULL), **_for_tasks((Task.MAIL, Task.FILES), _BLOCKER_DISTURBS)}

EFFECTS: dict[str, dict[Task, Effect]] = {
    "network.": _for_tasks(_ALL, _FULL),
    "network.wifi-": _HOME,
    "network.link-disturbed": _HOME,
    "network.cable-": _HOME,
    "network.provider-loss": _HOME,
    "network.same-as-company": _for_tasks(_COMPANY, _FULL),
    "network.no-desk": _for_tasks(_ALL, _NOTE_UNKNOWN),
    "network.desk-down": {},  # the firm's own server: nobody works with it
    "network.desk-certificate": {},
    "router.": {},  # its notes stop nobody
    "router.offline": _for_tasks(_ALL, _FULL),
    "line.": _HOME,
    "line.not-asked": _for_tasks(_SPEED, _NOTE_UNKNOWN),
    "line.stutters": _for_tasks(_SPEED, _FULL),
    "line.loss": _for_tasks(_CALLS, _FULL),
    "line.jitter": _for_tasks(_CALLS, _FULL),
    "vpn.": _for_tasks(_COMPANY, _FULL),
    "vpn.no-gateways": _for_tasks(_COMPANY, _NOTE_UNKNOWN),
    "vpn.udp-blocked": {
        **_for_tasks(_COMPANY, _FULL),
        **_for_tasks(_CALLS, _BLOCKER_DISTURBS),
    },  # calls fall back to TCP, and stutter
    "vpn.certificate-ends-soon": {},
    "vpn.pptp-unsafe": {},
    "camera.": _for_tasks((Task.VIDEO,), _NOTE_DISTURBS),
    "camera.not-measured": _for_tasks((Task.VIDEO,), _NOTE_UNKNOWN),
    "camera.slow-start": {},
    "camera.virtual-first": {},
    "camera.usable": {},
    "camera.usb-bandwidth": {},
    "camera.webcam-advice": {},
    "microphone.": _for_tasks(_CALLS, _NOTE_BLOCKS),
    "microphone.clipping": _for_tasks(_CALLS, _NOTE_DISTURBS),
    "microphone.garbage": _for_tasks(_CALLS, _NOTE_DISTURBS),
    "microphone.too-quiet": _for_tasks(_CALLS, _NOTE_DISTURBS),
    "microphone.no-speech": _for_tasks(_CALLS, _NOTE_UNKNOWN),
    "microphone.not-measured": _for_tasks(_CALLS, _NOTE_UNKNOWN),
    "microphone.library-missing": _for_tasks(_CALLS, _NOTE_UNKNOWN),
    "microphone.no-answer": _for_tasks(_CALLS, _NOTE_UNKNOWN),
    "microphone.dropouts": _for_tasks(_CALLS, _NOTE_DISTURBS),
    "microphone.communications-differs": _for_tasks(_CALLS, _FULL),
    "microphone.echo": _for_tasks(_CALLS, _FULL),
    "microphone.noisy": {},
    "microphone.hum": {},
    "microphone.hands-free": {},
    "microphone.remote-session": {},
    "microphone.use-": {},
    "microphone.headset-advice": {},
    "speaker.": _for_tasks(_CALLS, _NOTE_BLOCKS),
    "speaker.wrong-digit": _for_tasks(_CALLS, _NOTE_DISTURBS),
    "speaker.not-measured": _for_tasks(_CALLS, _NOTE_UNKNOWN),
    "speaker.not-asked": {},
    "computer.": _for_tasks((Task.VIDEO,), {Level.BLOCKER: Level.BLOCKER, Level.WARNING: Level.WARNING}),
    "computer.clock-wrong": _for_tasks(_ALL, _FULL),
}
"""The longest beginning of a code that fits decides; what stands in no row does nothing."""


def effect(finding: Finding, task: Task) -> Level | None:
    """How the task goes with this finding, or None where it does not matter to it."""
    code = topic_code(finding)
    if _is_unaffected(finding, task):
        return None
    prefixes = [start for start in EFFECTS if code.startswith(start)]
    row = EFFECTS[max(prefixes, key=len)] if prefixes else {}
    effects = row.get(task, _FULL if row and _affected_roles(finding) else {})
    return effects.get(finding.level)


_ROLES = {
    Task.MAIL: "mail",
    Task.PHONE: "phone",
    Task.VIDEO: "video",
    Task.REMOTE: "remote-desktop",
    Task.FILES: "files",
}


def _affected_roles(finding: Finding) -> list[str]:
    roles = finding.values.get("roles")
    return roles.split() if isinstance(roles, str) else []


def _is_unaffected(finding: Finding, task: Task) -> bool:
    """Where a finding names the roles that it affects, the others are not."""
    roles = _affected_roles(finding)
    return bool(roles) and _ROLES[task] not in roles
