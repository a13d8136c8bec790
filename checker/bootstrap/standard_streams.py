"""Standard input and output where there are none, or where they speak in an old code page.

A windowed program of Windows is born without a console, also in a terminal, and can only attach itself to the one of
the program that started it (Microsoft, AttachConsole). What somebody redirected is there all the same, and stays.
"""

import io
import os
import sys
from typing import TextIO

ATTACH_PARENT_PROCESS = 0xFFFF_FFFF
_STANDARD_HANDLES = {"stdin": 0xFFFF_FFF6, "stdout": 0xFFFF_FFF5, "stderr": 0xFFFF_FFF4}
"""STD_INPUT_HANDLE and so on: -10 to -12 as a DWORD (winbase.h)."""
_CONSOLE_FILES = {"stdin": ("CONIN$", "r"), "stdout": ("CONOUT$", "w"), "stderr": ("CONOUT$", "w")}
ENCODING_SETTING = "PYTHONIOENCODING"


def open_standard_streams(*, terminal: bool) -> None:
    """Where the program was started without output, it goes into the terminal's, or nowhere.

    `terminal`: this start is one for a terminal. A window must not be bound to one, whose end would be its own.
    """
    if terminal and None in (sys.stdin, sys.stdout, sys.stderr):
        _attach_console()
    sys.stdout = sys.stdout or io.StringIO()  # libraries that print must not fail for it
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)


def _write_utf8(stream: TextIO) -> None:
    """A pipe and a file get UTF-8 whatever the code page: what is written there is read again, perhaps elsewhere.

    A terminal keeps its own encoding; on Windows that is Unicode anyway (PEP 528).
    """
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty() and not os.environ.get(ENCODING_SETTING):
        stream.reconfigure(encoding="utf-8", errors=stream.errors)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _attach_console() -> None:
        kernel32 = ctypes.WinDLL("kernel32")
        kernel32.AttachConsole.argtypes, kernel32.AttachConsole.restype = (ctypes.c_uint32,), ctypes.c_int32
        kernel32.SetStdHandle.argtypes = (ctypes.c_uint32, ctypes.c_void_p)
        kernel32.SetStdHandle.restype = ctypes.c_int32
        kernel32.AttachConsole(ATTACH_PARENT_PROCESS)
        for name, (file, mode) in _CONSOLE_FILES.items():
            try:
                stream = getattr(sys, name) or open(file, mode, encoding="utf-8", errors="replace")  # noqa: PTH123, SIM115
                handle = msvcrt.get_osfhandle(stream.fileno())
            except OSError:  # neither a console nor a file
                continue
            setattr(sys, name, stream)
            kernel32.SetStdHandle(_STANDARD_HANDLES[name], handle)  # attaching may have put the console in its place

else:

    def _attach_console() -> None:
        """Elsewhere a program has the streams of the one that started it."""
