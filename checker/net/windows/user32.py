"""user32.dll: what Windows says of its screens and sessions."""

import ctypes
from typing import Any

from checker.net.foreign_library import Functions, Signature, load_library

SM_CXSCREEN, SM_CYSCREEN, SM_CMONITORS, SM_REMOTESESSION = 0, 1, 80, 0x1000
"""GetSystemMetrics: the main screen's size, the number of screens, not 0 in a session of Remote Desktop (winuser.h)."""
FUNCTIONS: Functions = {
    "GetSystemMetrics": Signature(ctypes.c_int32, (ctypes.c_int32,)),
    "GetDpiForSystem": Signature(ctypes.c_uint32),
    "IsProcessDPIAware": Signature(ctypes.c_int32),
    "AllowSetForegroundWindow": Signature(ctypes.c_int32, (ctypes.c_uint32,)),
}


def load_user32() -> ctypes.CDLL:
    """The library. Raises OSError on other systems."""
    return load_library("user32", FUNCTIONS)


def system_metric(index: int, user32: Any = None) -> int:
    """GetSystemMetrics. `user32`: the library, or what stands in for it. Raises OSError."""
    return int((user32 or load_user32()).GetSystemMetrics(index))
