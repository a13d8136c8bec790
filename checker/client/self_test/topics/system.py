"""Version of the system, screens and scaling, a session from afar."""

import re
import sys

from checker.checks.computer.sources.operating_system import system_build, system_name
from checker.checks.computer.sources.screens import screens
from checker.checks.devices.remote_session import is_remote_session
from checker.client.self_test.assumption import EVERYWHERE, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value
from checker.client.self_test.registry import read_machine_value
from checker.model.failure import FailureKind, OperationFailed
from checker.model.systems import SYSTEM_TITLES, this_system
from checker.net.windows.user32 import load_user32

_CURRENT_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_NUMBERS = re.compile(r"\d+")
_USUAL_DPI = 96
"""USER_DEFAULT_SCREEN_DPI of winuser.h: 100 %."""


def _measure_version() -> Reading:
    title = SYSTEM_TITLES[this_system()]
    is_named = system_name().startswith(title) or this_system() == "linux"
    numbers = [int(number) for number in _NUMBERS.findall(system_build())[:3]]
    values: dict[str, Value] = {f"build_{index}": number for index, number in enumerate(numbers, 1)}
    return Reading(is_named and bool(numbers), {"named": is_named, **values})


def _measure_display_version() -> Reading:
    values: dict[str, Value] = {
        "display_version": read_machine_value(_CURRENT_VERSION, "DisplayVersion") is not None,
        "release_id": read_machine_value(_CURRENT_VERSION, "ReleaseId") is not None,
        "server": read_machine_value(_CURRENT_VERSION, "InstallationType") == "Server",
        "n_edition": str(read_machine_value(_CURRENT_VERSION, "EditionID") or "").endswith("N"),
    }
    return Reading(bool(values["display_version"] or values["release_id"]), values)


def _measure_screens() -> Reading:
    try:
        connected = screens()
    except OperationFailed as failed:  # a Linux in a data centre has none
        if this_system() == "linux" and failed.failure.kind is FailureKind.MISSING:
            return Reading(None, {"screens": 0})
        raise
    main = connected[0]
    return Reading(True, {"screens": len(connected), "width": main.width, "height": main.height})


def _measure_scaling() -> Reading:
    if sys.platform != "win32":
        return Reading(None, {})
    user32 = load_user32()
    percent = round(100 * int(user32.GetDpiForSystem()) / _USUAL_DPI)
    return Reading(percent >= 100, {"percent": percent, "aware": bool(user32.IsProcessDPIAware())})


def _measure_session() -> Reading:
    return Reading(None, {"remote": is_remote_session(this_system())})


SYSTEM_ASSUMPTIONS = (
    Assumption(
        id="system.version",
        systems=EVERYWHERE,
        expected="The system names itself and its build, without asking a service (WMI) that may hang.",
        where=("checks/computer/sources/operating_system.py",),
        source="CPython's documentation of sys.getwindowsversion; platform.mac_ver; os-release(5)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_version,
    ),
    Assumption(
        id="system.display-version",
        systems=WINDOWS,
        expected="The registry holds DisplayVersion since 20H2, ReleaseId before.",
        where=("checks/computer/sources/operating_system.py",),
        source="no page of Microsoft's; LTSC 2019 has ReleaseId alone",
        confirmed=(Confirmation.NOWHERE,),
        measure=_measure_display_version,
    ),
    Assumption(
        id="system.screens",
        systems=EVERYWHERE,
        expected="At least one screen with its size in pixels, the main one first.",
        where=("checks/computer/sources/screens.py",),
        source="winuser.h: GetSystemMetrics 0, 1, 80; SPDisplaysDataType; sysfs of DRM",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_screens,
        limit_s=12.0,
    ),
    Assumption(
        id="system.scaling",
        systems=WINDOWS,
        expected="The program is told the screen's own scaling, 100 % or more, and draws itself to it.",
        where=("client/window/style/text_scale.py", "client/window/app/start.py"),
        source="Microsoft: GetDpiForSystem (Windows 10 1607 and newer); Qt 6: per-monitor DPI awareness v2",
        confirmed=(Confirmation.PAGE, Confirmation.WINE),
        measure=_measure_scaling,
    ),
    Assumption(
        id="system.remote-session",
        systems=EVERYWHERE,
        expected="A session from afar is known by SM_REMOTESESSION, or by what xrdp and sshd leave in the environment.",
        where=("checks/devices/remote_session.py", "client/environment/remote_session.py"),
        source="winuser.h; xrdp(8), sshd(8)",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_session,
    ),
)
