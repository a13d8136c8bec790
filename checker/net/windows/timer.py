"""Windows' waits end in steps of 15.6 ms: for packets 20 ms apart, steps of 1 ms are asked for meanwhile.

`select`, locks and sockets wait by the timer interrupt (Microsoft: timeBeginPeriod, for this process alone since
Windows 10 2004). Windows 11 ignores it for a program whose window is covered, unless that is switched off
(SetProcessInformation, PROCESS_POWER_THROTTLING_IGNORE_TIMER_RESOLUTION).
"""

import contextlib
import ctypes
import sys
from collections.abc import Iterator
from typing import Any

from checker.net.foreign_library import POINTER, Functions, Signature, load_library

PERIOD_MS = 1
_POWER_THROTTLING = 4
"""ProcessPowerThrottling of PROCESS_INFORMATION_CLASS (processthreadsapi.h)."""
_VERSION = 1
_IGNORE_TIMER_RESOLUTION = 0x4
WINMM_FUNCTIONS: Functions = {
    "timeBeginPeriod": Signature(ctypes.c_uint, (ctypes.c_uint,)),
    "timeEndPeriod": Signature(ctypes.c_uint, (ctypes.c_uint,)),
}
"""timeapi.h."""
FUNCTIONS: Functions = {
    "GetCurrentProcess": Signature(POINTER),
    "SetProcessInformation": Signature(ctypes.c_int32, (POINTER, ctypes.c_int, POINTER, ctypes.c_uint32)),
}
"""processthreadsapi.h."""


class PowerThrottlingState(ctypes.Structure):
    """PROCESS_POWER_THROTTLING_STATE of processthreadsapi.h."""

    _fields_ = (
        ("version", ctypes.c_uint32),
        ("control_mask", ctypes.c_uint32),
        ("state_mask", ctypes.c_uint32),
    )


@contextlib.contextmanager
def fine_timer() -> Iterator[None]:
    """While the block runs, waits end within a millisecond or two; on other systems they do anyway."""
    if sys.platform != "win32":
        yield
        return
    with fine_timer_of(load_library("winmm", WINMM_FUNCTIONS), load_library("kernel32", FUNCTIONS)):
        yield


@contextlib.contextmanager
def fine_timer_of(winmm: Any, kernel32: Any) -> Iterator[None]:
    """The same by these libraries. A system that refuses is left as it is."""
    state = PowerThrottlingState(version=_VERSION, control_mask=_IGNORE_TIMER_RESOLUTION, state_mask=0)
    kernel32.SetProcessInformation(
        kernel32.GetCurrentProcess(), _POWER_THROTTLING, ctypes.addressof(state), ctypes.sizeof(state)
    )
    is_fine = winmm.timeBeginPeriod(PERIOD_MS) == 0
    try:
        yield
    finally:
        if is_fine:
            winmm.timeEndPeriod(PERIOD_MS)
