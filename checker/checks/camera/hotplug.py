"""Watches which cameras are plugged in, for as long as the window asks: see devices/hotplug.py."""

import os
from collections.abc import Hashable, Iterator
from pathlib import Path

from checker.checks.camera.host import CameraHost
from checker.checks.camera.need import CameraNeed
from checker.checks.context import ProbeContext
from checker.checks.devices.hotplug import HotplugTexts, TakeFingerprint, watch_devices
from checker.model.observation import Observation
from checker.model.text import Text

_INTERVAL_S = {"linux": 0.5, "windows": 2.0, "macos": 6.0}
"""Linux only looks at names of files; system_profiler takes a second of a processor."""
_SETTLE_S = 0.5
"""A camera that was just plugged in appears as a file before its driver answers."""
_TEXTS = HotplugTexts(
    added=lambda name: Text(de=f"Neue Kamera: „{name}“.", en=f"New camera: “{name}”."),
    removed=lambda name: Text(
        de=f"Die Kamera „{name}“ ist nicht mehr da.", en=f"The camera “{name}” is no longer there."
    ),
    reordered=Text(de="Die Kameras stehen jetzt in anderer Reihenfolge.", en="The order of the cameras has changed."),
)


def observe(_need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `device.names`, for the window's list alone."""
    return watch_cameras(context, CameraHost())


def watch_cameras(
    context: ProbeContext, host: CameraHost, every_s: float | None = None, fingerprint: TakeFingerprint | None = None
) -> Iterator[Observation]:
    """As `observe`, on the given host. `fingerprint` is cheap, and changes when listing is worth it."""
    interval_s = _INTERVAL_S.get(context.system, 2.0) if every_s is None else every_s
    take_fingerprint = fingerprint or (_device_files if context.system == "linux" else _always_changed())
    settle_s = _SETTLE_S if fingerprint is None and context.system == "linux" else 0.0

    def names() -> list[str]:
        return [camera.name for camera in host.cameras(context.system)]

    return watch_devices(context, "device.names", names, take_fingerprint, _TEXTS, interval_s, settle_s)


def _device_files(folder: Path = Path("/dev")) -> Hashable:
    return tuple(sorted(name for name in os.listdir(folder) if name.startswith("video")))  # noqa: PTH208 - names only


def _always_changed() -> TakeFingerprint:
    count = iter(range(10**9))
    return lambda: next(count)
