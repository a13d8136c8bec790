"""The connected screens, the main one first: user32 on Windows, system_profiler on macOS, the kernel's DRM on Linux."""

import json
import re
import subprocess
import sys
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.system_program import child_environment, find_program
from checker.net.windows.user32 import SM_CMONITORS, SM_CXSCREEN, SM_CYSCREEN, system_metric

DRM = Path("/sys/class/drm")
_MODE = re.compile(r"^(\d+)x(\d+)")
_MAC_PIXELS = re.compile(r"(\d+)\s*x\s*(\d+)")


class Screen(Record, frozen=True, kw_only=True):
    """Width and height in pixels."""

    width: int
    height: int


def screens() -> list[Screen]:
    """At least one screen. Raises OperationFailed: `missing` where none is to be seen."""
    match sys.platform:
        case "win32":
            connected = _windows()
        case "darwin":
            connected = mac_screens(_system_profiler())
        case _:
            connected = linux_screens(DRM)
    if not connected:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "no screen")
    return connected


def linux_screens(drm: Path) -> list[Screen]:
    """Connected outputs under /sys/class/drm; the first line of `modes` is the preferred one (kernel, drm sysfs)."""
    connected_screens = []
    for output in sorted(drm.glob("card*-*")):
        try:
            is_connected = (output / "status").read_text().strip() == "connected"
            mode = _MODE.match((output / "modes").read_text())
        except OSError:
            continue
        if is_connected and mode:
            connected_screens.append(Screen(width=int(mode[1]), height=int(mode[2])))
    return connected_screens


def mac_screens(profile: str) -> list[Screen]:
    """From `system_profiler SPDisplaysDataType -json`: `_spdisplays_pixels`, the main screen first.

    Raises OperationFailed for anything else.
    """
    try:
        cards = json.loads(profile)["SPDisplaysDataType"]
        displays = [screen for card in cards for screen in card.get("spdisplays_ndrvs", [])]
    except (ValueError, KeyError, TypeError) as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "system_profiler") from error
    displays.sort(key=lambda screen: screen.get("spdisplays_main") != "spdisplays_yes")
    sizes = (_MAC_PIXELS.search(str(screen.get("_spdisplays_pixels", ""))) for screen in displays)
    return [Screen(width=int(size[1]), height=int(size[2])) for size in sizes if size]


def _system_profiler() -> str:
    try:
        completed = subprocess.run(
            [find_program("system_profiler"), "SPDisplaysDataType", "-json"],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            env=child_environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise OperationFailed(Operation.LIST, FailureKind.TIMEOUT, "system_profiler") from error
    return completed.stdout


def _windows() -> list[Screen]:
    """Windows tells the size of the main one alone, and how many there are."""
    if sys.platform != "win32":
        return []
    main = Screen(width=system_metric(SM_CXSCREEN), height=system_metric(SM_CYSCREEN))
    return [main] * max(1, system_metric(SM_CMONITORS)) if main.width else []
