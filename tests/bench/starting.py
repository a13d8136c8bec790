"""How long from the start of a program until its window is on the screen."""

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

POLL_S = 0.005
GIVE_UP_S = 60.0
_VIEWABLE = 2
"""IsViewable of X.h."""


class Screen:
    """An X display, asked by Xlib: in a process of one's own each look costs less than a millisecond."""

    def __init__(self, display: str) -> None:
        self.name = display
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._ignore)  # a window can vanish between two questions

    def shows(self, title: str, least_px: int = 0) -> bool:
        """Whether a visible window directly below the root has this in its title, and at least this width."""
        return any(title in self._title(window) and self._visible(window, least_px) for window in self._children())

    def _children(self) -> list[int]:
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        into = (ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        if not self._x.XQueryTree(self._display, self._root, *into):
            return []
        windows = [children[index] for index in range(count.value)]
        self._x.XFree(children)
        return windows

    def _title(self, window: int) -> str:
        name = ctypes.c_char_p()
        if not self._x.XFetchName(self._display, ctypes.c_ulong(window), ctypes.byref(name)) or not name.value:
            return ""
        return name.value.decode("utf-8", "replace")

    def _visible(self, window: int, least_px: int) -> bool:
        attributes = (ctypes.c_byte * 256)()
        if not self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), attributes):
            return False
        width, state = (ctypes.c_int.from_buffer(attributes, offset).value for offset in (_WIDTH, _MAP_STATE))
        return state == _VIEWABLE and width >= least_px


_WIDTH, _MAP_STATE = 8, 92
"""Offsets in XWindowAttributes (Xlib.h) on 64-bit systems."""


def seconds_to_window(screen: Screen, start: Callable[[], subprocess.Popen[str]], title: str) -> float:
    """Starts, waits for the window, ends the program. Raises TimeoutError."""
    began = time.monotonic()
    process = start()
    try:
        while not screen.shows(title):
            if time.monotonic() - began > GIVE_UP_S:
                raise TimeoutError(f"no window after {GIVE_UP_S:.0f} s")
            time.sleep(POLL_S)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.communicate()
        while screen.shows(title):
            time.sleep(POLL_S)


def starter(command: Sequence[str | Path], screen: Screen, cwd: Path) -> Callable[[], subprocess.Popen[str]]:
    """Starts the command on this screen, its words kept from ours."""
    environment = os.environ | {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
    nothing = subprocess.DEVNULL
    return lambda: subprocess.Popen(
        command, env=environment, cwd=cwd, text=True, stdin=nothing, stdout=nothing, stderr=nothing
    )


def evict(folders: Iterable[Path]) -> None:
    """Takes the files out of the system's memory, except what another process has mapped just now."""
    os.sync()
    for file in _files(folders):
        with _opened(file) as number:
            if number >= 0:
                os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    try:
        number = os.open(file, os.O_RDONLY)
    except OSError:
        yield -1
        return
    try:
        yield number
    finally:
        os.close(number)
