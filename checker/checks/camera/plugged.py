"""Watches which cameras are plugged in, for as long as the window asks: see devices/plugged.py."""

import os
from collections.abc import Hashable, Iterator
from pathlib import Path

from checker.checks.camera.host import Host
from checker.checks.camera.need import CameraNeed
from checker.checks.context import ProbeContext
from checker.checks.devices.plugged import Glance, Words, changes
from checker.model.observation import Observation
from checker.model.text import Text

_EVERY_S = {"linux": 0.5, "windows": 2.0, "macos": 6.0}
"""Linux only looks at names of files; system_profiler takes a second of a processor."""
_SETTLES_S = 0.5
"""A camera that was just plugged in appears as a file before its driver answers."""
_WORDS = Words(
    new=lambda name: Text(de=f"Neue Kamera: „{name}“.", en=f"New camera: “{name}”."),
    gone=lambda name: Text(de=f"Die Kamera „{name}“ ist nicht mehr da.", en=f"The camera “{name}” is no longer there."),
    moved=Text(de="Die Kameras stehen jetzt in anderer Reihenfolge.", en="The order of the cameras has changed."),
)


def observe(_need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `device.names`, for the window's list alone."""
    return plugged(context, Host())


def plugged(
    context: ProbeContext, host: Host, every_s: float | None = None, glance: Glance | None = None
) -> Iterator[Observation]:
    """As `observe`, on the given host. `glance` is a cheap look that tells whether listing is worth it."""
    every = _EVERY_S.get(context.system, 2.0) if every_s is None else every_s
    look = glance or (_devices if context.system == "linux" else _always())
    settles = _SETTLES_S if glance is None and context.system == "linux" else 0.0

    def names() -> list[str]:
        return [camera.name for camera in host.cameras(context.system)]

    return changes(context, "device.names", names, look, _WORDS, every, settles)


def _devices(folder: Path = Path("/dev")) -> Hashable:
    return tuple(sorted(name for name in os.listdir(folder) if name.startswith("video")))  # noqa: PTH208 - names only


def _always() -> Glance:
    count = iter(range(10**9))
    return lambda: next(count)
