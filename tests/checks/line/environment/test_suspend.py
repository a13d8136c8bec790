"""Sleep during a run, from readings of both clocks; the real clocks where they are at hand, stand-ins elsewhere."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from checker.checks.line.environment import suspend
from checker.checks.line.environment.suspend import SleepClocks, SuspendDetector, slept_s
from checker.model.failure import OperationFailed


def at(with_sleep: float, awake_only: float) -> SleepClocks:
    return SleepClocks(with_sleep=with_sleep, awake_only=awake_only)


@pytest.mark.parametrize(
    ("begin", "end", "slept"),
    [
        (at(100, 100), at(107, 107), 0),
        (at(100, 40), at(107, 47), 0),
        (at(100, 40), at(107.016, 47), 0),
        (at(100, 40), at(106.984, 47), 0),
        (at(100, 40), at(107.6, 47), 0.6),
        (at(100, 40), at(3700, 45), 3595),
    ],
)
def test_slept(begin: SleepClocks, end: SleepClocks, slept: float) -> None:
    assert slept_s(begin, end) == pytest.approx(slept)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' clocks")
def test_this_pc_is_awake_while_it_is_tested() -> None:
    assert not SuspendDetector("linux").suspended()


def test_a_pc_that_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([at(10, 10), at(75, 15)])
    monkeypatch.setattr(suspend, "linux", lambda: next(readings))
    assert SuspendDetector("linux").suspended()


def put(pointer, **fields: int) -> None:
    for name, value in fields.items():
        setattr(pointer._obj, name, value)


def test_windows() -> None:
    def unbiased(pointer) -> int:
        put(pointer, value=420_000_000)
        return 1

    kernel32 = SimpleNamespace(GetTickCount64=lambda: 5_000_000_000, QueryUnbiasedInterruptTime=unbiased)
    assert suspend.windows(kernel32) == at(5_000_000.0, 42.0)
    assert suspend.FUNCTIONS["GetTickCount64"].result is ctypes.c_uint64, "32 bits would wrap after 49 days"


def test_windows_that_refuses() -> None:
    kernel32 = SimpleNamespace(GetTickCount64=lambda: 0, QueryUnbiasedInterruptTime=lambda _: 0)
    with pytest.raises(OperationFailed):
        suspend.windows(kernel32)


def test_macos_counts_in_ticks_of_its_own() -> None:
    """Apple's own processors tick 125/3 ns."""

    def timebase(pointer) -> int:
        put(pointer, numerator=125, denominator=3)
        return 0

    system = SimpleNamespace(
        mach_continuous_time=lambda: 48_000_000,
        mach_absolute_time=lambda: 24_000_000,
        mach_timebase_info=timebase,
    )
    clocks = suspend.macos(system)
    assert (clocks.with_sleep, clocks.awake_only) == (pytest.approx(2.0), pytest.approx(1.0))


@pytest.mark.parametrize("system", ["plan9", "windows", "macos"])
@pytest.mark.skipif(sys.platform != "linux", reason="libraries that Linux lacks")
def test_where_the_clocks_are_missing(system: str) -> None:
    with pytest.raises(OperationFailed):
        SuspendDetector(system)
