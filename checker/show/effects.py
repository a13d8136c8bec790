"""What a finding does to each task of a day: a table, and the reader of it."""

from collections.abc import Mapping
from enum import Enum

from checker.model.finding import Finding, Level
from checker.show.findings import topic


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
"""The checks without which nothing can be said of a task."""

_FULL: Effect = {level: level for level in (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)}
_MILD: Effect = {Level.BLOCKER: Level.WARNING}
_OPEN: Effect = {Level.NOTE: Level.UNKNOWN, Level.UNKNOWN: Level.UNKNOWN}
_DISTURBED: Effect = {**_FULL, Level.NOTE: Level.WARNING}
_LOST: Effect = {**_FULL, Level.NOTE: Level.BLOCKER}
"""A note of a device that the profile does not ask for: the task suffers from it all the same."""

_ALL = tuple(Task)
_CALLS = (Task.PHONE, Task.VIDEO)
_COMPANY = (Task.REMOTE, Task.FILES)
_SPEED = (Task.PHONE, Task.VIDEO, Task.REMOTE)


def _for(tasks: tuple[Task, ...], effect: Effect) -> dict[Task, Effect]:
    return {task: effect for task in tasks}  # noqa: C420 - RUF024 forbids fromkeys with a table


_HOME: dict[Task, Effect] = {**_for(_SPEED, _FULL), **_for((Task.MAIL, Task.FILES), _MILD)}

EFFECTS: dict[str, dict[Task, Effect]] = {
    "network.": _for(_ALL, _FULL),
    "network.wifi-": _HOME,
    "network.link-disturbed": _HOME,
    "network.cable-": _HOME,
    "network.provider-loss": _HOME,
    "network.same-as-company": _for(_COMPANY, _FULL),
    "network.no-desk": _for(_ALL, _OPEN),
    "network.desk-down": {},  # the firm's own server: nobody works with it
    "network.desk-certificate": {},
    "router.": {},  # its notes stop nobody
    "router.offline": _for(_ALL, _FULL),
    "line.": _HOME,
    "line.not-asked": _for(_SPEED, _OPEN),
    "line.stutters": _for(_SPEED, _FULL),
    "line.loss": _for(_CALLS, _FULL),
    "line.jitter": _for(_CALLS, _FULL),
    "vpn.": _for(_COMPANY, _FULL),
    "vpn.no-gateways": _for(_COMPANY, _OPEN),
    "vpn.udp-blocked": {**_for(_COMPANY, _FULL), **_for(_CALLS, _MILD)},  # calls fall back to TCP, and stutter
    "vpn.certificate-ends-soon": {},
    "vpn.pptp-unsafe": {},
    "camera.": _for((Task.VIDEO,), _DISTURBED),
    "camera.not-measured": _for((Task.VIDEO,), _OPEN),
    "camera.slow-start": {},
    "camera.virtual-first": {},
    "camera.usable": {},
    "camera.usb-bandwidth": {},
    "camera.webcam-advice": {},
    "microphone.": _for(_CALLS, _LOST),
    "microphone.clipping": _for(_CALLS, _DISTURBED),
    "microphone.garbage": _for(_CALLS, _DISTURBED),
    "microphone.too-quiet": _for(_CALLS, _DISTURBED),
    "microphone.no-speech": _for(_CALLS, _OPEN),
    "microphone.not-measured": _for(_CALLS, _OPEN),
    "microphone.library-missing": _for(_CALLS, _OPEN),
    "microphone.no-answer": _for(_CALLS, _OPEN),
    "microphone.dropouts": _for(_CALLS, _DISTURBED),
    "microphone.communications-differs": _for(_CALLS, _FULL),
    "microphone.echo": _for(_CALLS, _FULL),
    "microphone.noisy": {},
    "microphone.hum": {},
    "microphone.hands-free": {},
    "microphone.remote-session": {},
    "microphone.use-": {},
    "microphone.headset-advice": {},
    "speaker.": _for(_CALLS, _LOST),
    "speaker.wrong-digit": _for(_CALLS, _DISTURBED),
    "speaker.not-measured": _for(_CALLS, _OPEN),
    "speaker.not-asked": {},
    "computer.": _for((Task.VIDEO,), {Level.BLOCKER: Level.BLOCKER, Level.WARNING: Level.WARNING}),
    "computer.clock-wrong": _for(_ALL, _FULL),
}
"""The longest beginning of a code that fits decides; what stands in no row does nothing."""


def effect(finding: Finding, task: Task) -> Level | None:
    """How the task goes with this finding, or None where it does not matter to it."""
    code = topic(finding)
    if _spared(finding, task):
        return None
    fitting = [start for start in EFFECTS if code.startswith(start)]
    row = EFFECTS[max(fitting, key=len)] if fitting else {}
    hit = row.get(task, _FULL if row and _roles_hit(finding) else {})
    return hit.get(finding.level)


_ROLES = {
    Task.MAIL: "mail",
    Task.PHONE: "phone",
    Task.VIDEO: "video",
    Task.REMOTE: "remote-desktop",
    Task.FILES: "files",
}


def _roles_hit(finding: Finding) -> list[str]:
    hit = finding.values.get("roles")
    return hit.split() if isinstance(hit, str) else []


def _spared(finding: Finding, task: Task) -> bool:
    """Where a finding tells which roles it hits, the others go on."""
    hit = _roles_hit(finding)
    return bool(hit) and _ROLES[task] not in hit
