"""What was seen of the PC, and what must be said."""

from typing import Any

import pytest

from checker.checks.computer.diagnose import diagnose
from checker.checks.computer.need import ComputerNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation, Observations

WELL: dict[str, Any] = {
    "memory.total": 15.8,
    "cpu.cores": 8,
    "disk.free": 100.0,
    "load.cpu": 20.0,
    "load.memory": 50.0,
    "uptime": 5.0,
    "power.plugged": True,
    "battery.percent": 80,
    "os.name": "Windows 11 25H2",
    "today": "2026-11-23",
    "clock.offset": 0.3,
    "screen.size": [1920, 1080],
}


def codes_of(need: ComputerNeed | None = None, **changes: Any) -> list[str]:
    values = WELL | {name.replace("_", "."): value for name, value in changes.items()}
    rows = [
        Observation(name=name, failure=value) if isinstance(value, Failure) else Observation(name=name, value=value)
        for name, value in values.items()
    ]
    return [finding.code for finding in diagnose(Observations(rows), need or ComputerNeed())]


NO_DESK = Failure(operation=Operation.REQUEST, kind=FailureKind.NOT_MEASURED)
NO_ANSWER = Failure(operation=Operation.REQUEST, kind=FailureKind.TIMEOUT)
UNREADABLE = Failure(operation=Operation.READ, kind=FailureKind.DENIED)


@pytest.mark.parametrize(
    "changes, codes",
    [
        ({}, ["computer.fine"]),
        ({"clock_offset": 119}, ["computer.fine"]),
        ({"clock_offset": 3600}, ["computer.clock-wrong"]),
        ({"clock_offset": -31_536_000.0}, ["computer.clock-wrong"]),
        ({"clock_offset": NO_DESK}, ["computer.fine"]),
        ({"clock_offset": NO_ANSWER}, ["computer.clock-not-compared"]),
        ({"memory_total": 3.8}, ["computer.memory-small"]),
        ({"memory_total": UNREADABLE}, ["computer.not-measured"]),
        ({"cpu_cores": 2}, ["computer.cpu-weak"]),
        ({"disk_free": 1.2}, ["computer.disk-full"]),
        ({"load_cpu": 97.0}, ["computer.busy"]),
        ({"load_memory": 96.0}, ["computer.memory-full"]),
        ({"uptime": 24 * 30.0}, ["computer.restart-due"]),
        ({"power_plugged": False, "battery_percent": 9}, ["computer.battery-low"]),
        ({"power_plugged": False, "battery_percent": 60}, ["computer.fine"]),
        ({"power_plugged": UNREADABLE, "battery_percent": UNREADABLE}, ["computer.fine"]),
        ({"os_name": "Windows 10 22H2"}, ["computer.os-unsupported"]),
        ({"os_name": "macOS 12.7"}, ["computer.os-unsupported"]),
        ({"os_name": "Some Linux 3"}, ["computer.fine"]),
        ({"os_name": "Windows 10 22H2", "today": "2025-10-14"}, ["computer.fine"]),
    ],
)
def test_says(changes: dict[str, Any], codes: list[str]) -> None:
    assert codes_of(**changes) == codes


def test_uncertainty_is_taken_out_of_the_clock() -> None:
    rows = [Observation(name=name, value=value) for name, value in WELL.items() if name != "clock.offset"]
    rows.append(Observation(name="clock.offset", value=125.0, uncertainty=6.0))
    assert [finding.code for finding in diagnose(Observations(rows), ComputerNeed())] == ["computer.fine"]


def test_small_screen_only_where_a_width_is_asked_for() -> None:
    assert codes_of(screen_size=[1366, 768]) == ["computer.fine"]
    assert codes_of(ComputerNeed(screen_width=1920), screen_size=[1366, 768]) == ["computer.screen-small"]


def test_nothing_seen_is_not_fine() -> None:
    codes = [finding.code for finding in diagnose(Observations([]), ComputerNeed())]
    assert codes == ["computer.not-measured"]
