"""The one clock of this program: what a round trip is measured by, and the date where one must be exact.

Before Python 3.13 `time.monotonic` is GetTickCount64 on Windows and `time.time` GetSystemTimeAsFileTime: both move in
steps of 15.6 ms (CPython, pull request 116781; `time.get_clock_info`), so that a line of 12 ms reads as 15.6 with
10 ms of jitter. `time.perf_counter` is QueryPerformanceCounter there, and the same clock as `time.monotonic`
elsewhere. A linter forbids the others (`banned-api` in pyproject.toml).
"""

import ctypes
import sys
import time

from checker.net.foreign_library import POINTER, Functions, Signature, load_library

FUNCTIONS: Functions = {"GetSystemTimePreciseAsFileTime": Signature(None, (POINTER,))}
"""sysinfoapi.h."""

if sys.platform == "win32" and sys.version_info < (3, 13):
    _UNIX_EPOCH = 116_444_736_000_000_000
    """1970 in FILETIME's steps of 100 ns since 1601 (minwinbase.h)."""
    _kernel32 = load_library("kernel32", FUNCTIONS)

    def wall_ns() -> int:
        """The PC's clock, nanoseconds since 1970: GetSystemTimePreciseAsFileTime (Windows 8 and newer)."""
        filetime = ctypes.c_uint64()
        _kernel32.GetSystemTimePreciseAsFileTime(ctypes.byref(filetime))
        return (filetime.value - _UNIX_EPOCH) * 100

elif sys.platform == "win32":

    def wall_ns() -> int:
        """The PC's clock, nanoseconds since 1970."""
        return time.time_ns()

else:

    def wall_ns() -> int:
        """The PC's clock, nanoseconds since 1970: the one that the kernel stamps datagrams with."""
        return time.clock_gettime_ns(time.CLOCK_REALTIME)


def wall_s() -> float:
    """The PC's clock, seconds since 1970. It can be set meanwhile: never measure a time with it alone."""
    return wall_ns() / 1e9


def monotonic_s() -> float:
    """Seconds since some moment before the program; the same clock in every process of this PC."""
    return time.perf_counter()


def monotonic_ns() -> int:
    """The same in nanoseconds."""
    return time.perf_counter_ns()
