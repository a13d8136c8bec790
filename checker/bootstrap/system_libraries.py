"""System libraries that no wheel carries, found by trying to load them. Without them the program goes on with less."""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

from checker.bootstrap.debian_packages import install_packages

SOUND_LIBRARIES = {"libportaudio.so.2": "libportaudio2"}
WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt's xcb plug-in links (Qt 6, "Qt for X11 requirements"), with the Debian package that holds each."""


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not _can_load(library)]


def has_display() -> bool:
    """Whether a window could open on this system."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def install_libraries(*, window: bool, marker_folder: Path) -> None:
    """Installs what is missing where that is possible; otherwise names it in one line, and once in `marker_folder`."""
    if sys.platform != "linux":
        return
    libraries = {**SOUND_LIBRARIES, **(WINDOW_LIBRARIES if window and has_display() else {})}
    packages = missing_packages(libraries)
    marker = marker_folder / "libraries-declined"
    if not packages or _is_already_reported(marker, packages) or install_packages(packages, "System"):
        return
    print(  # noqa: T201 - before anything else works
        f"Ohne diese Bibliotheken geht es mit weniger weiter / goes on with less without: {' '.join(packages)}",
        file=sys.stderr,
    )
    with contextlib.suppress(OSError):
        marker.write_text(" ".join(packages))


def _is_already_reported(marker: Path, packages: list[str]) -> bool:
    try:
        return marker.read_text() == " ".join(packages)
    except OSError:
        return False


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
