"""Which program uses the camera now: for the screen of this PC only. It enters no observation, report or log.

Windows: the notes in the registry are stale at times, so a program is named only while a process of that name runs.
Linux: who has the device open; other users' programs stay hidden, as the kernel wants it.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from checker.checks.camera.capture.device import Camera
from checker.checks.devices import consent_store
from checker.model.failure import Operation, OperationFailed
from checker.net.psutil_reading import read_psutil

_DISPLAY_NAMES = {
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
_MEDIA_SERVERS = {"pipewire", "wireplumber", "svchost"}
"""They pass pictures on to the program that is meant, and their names help nobody."""
_NAME_LENGTH = 40


def programs_using(system: str, camera: Camera) -> list[str]:
    """Names of programs, as people know them. Empty where nobody can tell. Raises nothing of the system's."""
    try:
        if system == "windows":
            return display_names(running_programs(consent_store.using_programs("webcam"), _process_names()))
        if system == "linux":
            return display_names(process_names_with_open(f"/dev/video{camera.backends[0].target}"))
    except (OperationFailed, OSError, ImportError, IndexError):
        pass
    return []


def running_programs(registry_keys: Iterable[str], processes: set[str]) -> Iterator[str]:
    """Those of the registry's keys whose program runs. A packaged program is not known by its file: it is believed."""
    for key in registry_keys:
        file = key.rpartition("#")[2]
        if "#" not in key:
            yield key.partition("_")[0].rpartition(".")[2]
        elif file.casefold() in processes:
            yield file


def process_names_with_open(device: str, proc: Path = Path("/proc")) -> Iterator[str]:
    """Names of the processes that have the device open, without this one."""
    for process in proc.iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        try:
            if any(str(descriptor.readlink()) == device for descriptor in (process / "fd").iterdir()):
                yield (process / "comm").read_text("utf-8", "replace").strip()
        except OSError:  # another user's, or it ended meanwhile
            continue


def display_names(files: Iterable[str]) -> list[str]:
    """Without .exe, what is not printable, go-betweens and doubles."""
    names: list[str] = []
    for file in files:
        bare = "".join(character for character in file if character.isprintable())[:_NAME_LENGTH].strip()
        bare = bare[:-4] if bare.casefold().endswith(".exe") else bare
        name = _DISPLAY_NAMES.get(bare.casefold(), bare)
        if name and bare.casefold() not in _MEDIA_SERVERS and name not in names:
            names.append(name)
    return names


def _process_names() -> set[str]:
    processes = read_psutil(lambda: list(psutil.process_iter(["name"])), Operation.LIST)
    return {str(process.info.get("name") or "").casefold() for process in processes}
