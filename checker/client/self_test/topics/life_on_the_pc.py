"""What keeps the program to one window, and takes it away without a trace."""

import tempfile
import time
from pathlib import Path

from checker.client.environment.window_instance import WindowInstance
from checker.client.removal.windows_apps import UNINSTALL_KEY, delete_after_exit
from checker.client.self_test.assumption import EVERYWHERE, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, rounded
from checker.client.self_test.registry import is_user_key_writable
from checker.net.clock import monotonic_s

_DELETION_S = 8.0
"""The shell tries once a second."""
_LIMIT_S = 12.0
_UNINSTALL_KEYS = UNINSTALL_KEY.rpartition("\\")[0]


def _measure_second_start() -> Reading:
    with tempfile.TemporaryDirectory(prefix="homeoffice-check-", ignore_cleanup_errors=True) as name:
        first, second = (WindowInstance(Path(name), "self-test") for _ in range(2))
        values: dict[str, Value] = {"before": second.show_open_window()}
        first.serve(lambda: True)
        try:
            values["brought"] = second.show_open_window()
        finally:
            first.close()
        values["after"] = second.show_open_window()
    return Reading(list(values.values()) == [False, True, False], values)


def _measure_deletion() -> Reading:
    with tempfile.TemporaryDirectory(prefix="homeoffice-check-", ignore_cleanup_errors=True) as name:
        folder = Path(name, "version")
        folder.mkdir()
        held = folder / "held"
        with held.open("wb"):  # Windows deletes no program that runs, and no file that is open
            values: dict[str, Value] = {"started": delete_after_exit(folder, folder.parent)}
            values["kept"] = held.exists()
        began = monotonic_s()
        while folder.exists() and monotonic_s() - began < _DELETION_S:
            time.sleep(0.1)
        values |= {"deleted": not folder.exists(), "seconds": rounded(monotonic_s() - began)}
    return Reading(bool(values["started"] and values["kept"] and values["deleted"]), values)


def _measure_apps_list() -> Reading:
    writable = is_user_key_writable(_UNINSTALL_KEYS)
    if writable is None:  # no program of this employee's own was ever in the list: its folder of keys is made then
        writable = is_user_key_writable(_UNINSTALL_KEYS.rpartition("\\")[0])
    return Reading(bool(writable), {"writable": writable})


LIFE_ASSUMPTIONS = (
    Assumption(
        id="window.second-start",
        systems=EVERYWHERE,
        expected="A second start reaches the window of the first, and none once that is closed.",
        where=("client/environment/window_instance.py",),
        source="Microsoft: CreateEventW, Kernel object namespaces; unix(7)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_second_start,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="removal.running-program",
        systems=WINDOWS,
        expected="cmd may be started hidden, and deletes a folder as soon as nothing in it is open any more.",
        where=("client/removal/windows_apps.py",),
        source="Microsoft: cmd, rmdir, for /l; DeleteFileW, ERROR_SHARING_VIOLATION",
        confirmed=(Confirmation.PAGE,),
        measure=_measure_deletion,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="removal.apps-list",
        systems=WINDOWS,
        expected="Without an administrator's rights an employee's programs can be entered in the list of apps (HKCU).",
        where=("client/removal/windows_apps.py",),
        source="Microsoft: Uninstall Registry Key, Registry Key Security and Access Rights",
        confirmed=(Confirmation.PAGE, Confirmation.WINE),
        measure=_measure_apps_list,
    ),
)
