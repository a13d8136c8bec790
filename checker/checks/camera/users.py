"""Which program uses the camera now: for the screen of this PC only. It enters no observation, report or log.

Windows: the notes in the registry are stale at times, so a program is named only while a process of that name runs.
Linux: who has the device open; other users' programs stay hidden, as the kernel wants it.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from checker.checks.camera.device import Camera
from checker.checks.devices import consent_store

_NAMES = {
    "ms-teams": "Teams",
    "msteams": "Teams",
    "teams": "Teams",
    "zoom": "Zoom",
    "zoom.us": "Zoom",
    "chrome": "Chrome",
    "google-chrome": "Chrome",
    "msedge": "Edge",
    "firefox": "Firefox",
    "webexhost": "Webex",
    "ciscocollabhost": "Webex",
    "skype": "Skype",
    "obs64": "OBS",
    "obs": "OBS",
    "windowscamera": "Kamera-App",
}
_GO_BETWEEN = {"pipewire", "wireplumber", "svchost"}
"""They pass pictures on to the program that is meant, and their names help nobody."""
_LENGTH = 40


def users(system: str, camera: Camera) -> list[str]:
    """Names of programs, as people know them. Empty where nobody can tell. Never raises OSError."""
    try:
        if system == "windows":
            return readable(running(consent_store.users("webcam"), _processes()))
        if system == "linux":
            return readable(holders(f"/dev/video{camera.ways[0].target}"))
    except (OSError, ImportError, IndexError):
        pass
    return []


def running(noted: Iterable[str], processes: set[str]) -> Iterator[str]:
    """Those of the registry's keys whose program runs. A packaged program is not known by its file: it is believed."""
    for key in noted:
        file = key.rpartition("#")[2]
        if "#" not in key:
            yield key.partition("_")[0].rpartition(".")[2]
        elif file.casefold() in processes:
            yield file


def holders(device: str, proc: Path = Path("/proc")) -> Iterator[str]:
    """Names of the processes that have the device open, without this one."""
    for process in proc.iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        try:
            if any(str(one.readlink()) == device for one in (process / "fd").iterdir()):
                yield (process / "comm").read_text("utf-8", "replace").strip()
        except OSError:  # another user's, or it ended meanwhile
            continue


def readable(files: Iterable[str]) -> list[str]:
    """Without .exe, what is not printable, go-betweens and doubles."""
    names: list[str] = []
    for file in files:
        bare = "".join(letter for letter in file if letter.isprintable())[:_LENGTH].strip()
        bare = bare[:-4] if bare.casefold().endswith(".exe") else bare
        name = _NAMES.get(bare.casefold(), bare)
        if name and bare.casefold() not in _GO_BETWEEN and name not in names:
            names.append(name)
    return names


def _processes() -> set[str]:
    return {str(one.info["name"] or "").casefold() for one in psutil.process_iter(["name"])}
