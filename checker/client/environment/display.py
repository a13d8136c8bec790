"""Whether a window could really open. Qt does not say so: it ends the whole process where it reaches no display."""

import ctypes
import os
import socket
import sys
from pathlib import Path

from checker.bootstrap.system_libraries import WINDOW_LIBRARIES, missing_packages
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

WAYLAND_LIBRARIES = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}
"""What Qt's Wayland plug-in links besides its own."""
CONNECT_TIMEOUT_S = 2.0
FUNCTIONS: Functions = {
    "xcb_connect": Signature(POINTER, (ctypes.c_char_p, POINTER)),
    "xcb_connection_has_error": Signature(ctypes.c_int, (POINTER,)),
    "xcb_disconnect": Signature(None, (POINTER,)),
}
"""xcb.h."""


def can_open_window() -> bool:
    """False only where Qt would end the process: Linux, and neither Wayland nor X answers with its libraries there."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return (_wayland_answers() and not missing_packages(WAYLAND_LIBRARIES)) or (
        not missing_packages(WINDOW_LIBRARIES) and _x_answers()
    )


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(CONNECT_TIMEOUT_S)
        try:
            sock.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    xcb = load_library("libxcb.so.1", FUNCTIONS)  # one of those that Qt's plug-in links, so it is there
    connection = xcb.xcb_connect(None, None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers
