"""Whether the PC slept during a run: of two clocks of the system, one goes on in sleep and one stands still."""

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

MIN_SLEEP_S = 0.5
"""Less is the clocks' own grain (Windows' tick count: 16 ms) and the moment between reading one and the other."""

FUNCTIONS: Functions = {
    "GetTickCount64": Signature(ctypes.c_uint64),
    "QueryUnbiasedInterruptTime": Signature(ctypes.c_int32, (POINTER,)),
}
"""sysinfoapi.h, realtimeapiset.h."""
MACH_FUNCTIONS: Functions = {
    "mach_continuous_time": Signature(ctypes.c_uint64),
    "mach_absolute_time": Signature(ctypes.c_uint64),
    "mach_timebase_info": Signature(ctypes.c_int32, (POINTER,)),
}
"""mach/mach_time.h."""


class SleepClocks(Record, frozen=True, kw_only=True):
    """Both clocks at one moment, seconds since some start of their own."""

    with_sleep: float
    awake_only: float


def slept_s(begin: SleepClocks, end: SleepClocks) -> float:
    """Seconds of sleep between the two moments; what is no sleep is 0."""
    slept = (end.with_sleep - begin.with_sleep) - (end.awake_only - begin.awake_only)
    return slept if slept >= MIN_SLEEP_S else 0.0


class SuspendDetector:
    """Begins to watch when it is made. `system` is windows, macos or linux.

    Raises OperationFailed where clocks are missing.
    """

    def __init__(self, system: str) -> None:
        self._read_clocks = clock_reader(system)
        self._begin = self._read_clocks()

    def suspended(self) -> bool:
        """Whether the PC has slept since."""
        return slept_s(self._begin, self._read_clocks()) > 0


def clock_reader(system: str) -> Callable[[], SleepClocks]:
    """What reads both clocks of this system. Raises OperationFailed where there is none."""
    match system:
        case "linux":
            return linux
        case "windows":
            return lambda: windows(_library("kernel32", FUNCTIONS))
        case "macos":
            return lambda: macos(_library("/usr/lib/libSystem.dylib", MACH_FUNCTIONS))
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)


def linux() -> SleepClocks:
    """CLOCK_BOOTTIME counts the time asleep, CLOCK_MONOTONIC does not (clock_gettime(2)). Raises OperationFailed."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    if boot is None or sys.platform == "win32":
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "CLOCK_BOOTTIME")
    return SleepClocks(with_sleep=time.clock_gettime(boot), awake_only=time.clock_gettime(time.CLOCK_MONOTONIC))


def windows(kernel32: Any) -> SleepClocks:
    """GetTickCount64 (ms) counts the time asleep; QueryUnbiasedInterruptTime (100 ns) does not. Since Windows 7.

    Raises OperationFailed.
    """
    awake_ticks = ctypes.c_uint64()
    if not kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake_ticks)):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "QueryUnbiasedInterruptTime")
    return SleepClocks(with_sleep=kernel32.GetTickCount64() / 1e3, awake_only=awake_ticks.value / 1e7)


class _Timebase(ctypes.Structure):
    """mach_timebase_info: nanoseconds of a tick, as a fraction."""

    _fields_ = (("numerator", ctypes.c_uint32), ("denominator", ctypes.c_uint32))


def macos(system: Any) -> SleepClocks:
    """mach_continuous_time counts the time asleep, mach_absolute_time does not (macOS 10.12 and newer).

    Raises OperationFailed.
    """
    base = _Timebase()
    if system.mach_timebase_info(ctypes.byref(base)) or not base.denominator:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "mach_timebase_info")
    tick_s = base.numerator / base.denominator / 1e9
    return SleepClocks(
        with_sleep=system.mach_continuous_time() * tick_s, awake_only=system.mach_absolute_time() * tick_s
    )


def _library(name: str, functions: Functions) -> Any:
    try:
        return load_library(name, functions)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, name.rpartition("/")[2]) from error
