"""Watches which cameras are plugged in, for as long as the window asks: so that it can check a new one at once.

Tells `devices`: their number, and in words what changed; then yields their names. The first one, without words,
tells what is there now.
"""

import os
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

from checker.checks.camera.host import Host
from checker.checks.camera.need import CameraNeed
from checker.checks.contract import Run
from checker.model.failure import Failed
from checker.model.observation import Observation
from checker.model.text import Text

_EVERY_S = {"linux": 0.5, "windows": 2.0, "macos": 6.0}
"""Linux only looks at names of files; system_profiler takes a second of a processor."""
_SETTLES_S = 0.5
"""A camera that was just plugged in appears as a file before its driver answers."""

Glance = Callable[[], Hashable]


def observe(_need: CameraNeed, run: Run) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `device.names`, for the window's list alone."""
    return plugged(run, Host())


def plugged(run: Run, host: Host, every_s: float | None = None, glance: Glance | None = None) -> Iterator[Observation]:
    """As `observe`, on the given host. `glance` is a cheap look that tells whether listing is worth it."""
    every = _EVERY_S.get(run.system, 2.0) if every_s is None else every_s
    look = glance or (_devices if run.system == "linux" else _always())
    seen, before = look(), _names(run, host)
    run.live("devices", (float(len(before)),))
    yield run.saw("device.names", list(before))
    while True:
        run.pause(every)
        now = look()
        if now == seen:
            continue
        seen = now
        if glance is None and run.system == "linux":
            run.pause(_SETTLES_S)
        names = _names(run, host)
        if names != before:
            run.live("devices", (float(len(names)),), text=_words(before, names))
            yield run.saw("device.names", list(names))
            before = names


def _words(before: list[str], now: list[str]) -> Text:
    new = [name for name in now if name not in before]
    gone = [name for name in before if name not in now]
    if new:
        return Text(de=f"Neue Kamera: „{new[0]}“.", en=f"New camera: “{new[0]}”.")
    if gone:
        return Text(de=f"Die Kamera „{gone[0]}“ ist nicht mehr da.", en=f"The camera “{gone[0]}” is no longer there.")
    return Text(de="Die Kameras stehen jetzt in anderer Reihenfolge.", en="The order of the cameras has changed.")


def _names(run: Run, host: Host) -> list[str]:
    try:
        return [camera.name for camera in host.cameras(run.system)]
    except (Failed, ImportError, OSError):
        return []


def _devices(folder: Path = Path("/dev")) -> Hashable:
    return tuple(sorted(name for name in os.listdir(folder) if name.startswith("video")))  # noqa: PTH208 - names only


def _always() -> Glance:
    count = iter(range(10**9))
    return lambda: next(count)
