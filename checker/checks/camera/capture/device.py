"""A camera as the check handles it, and which one it tries first."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from checker.model.record import Record

KINDS = Path(__file__).with_name("camera_kinds.toml")
VIRTUAL, INFRARED = "virtual", "infrared"
"""A program that shows itself as a camera; the one of face sign-in, which sees no colours."""

MEDIA_FOUNDATION = "Media Foundation"
"""What OpenCV is linked to on Windows. N editions have it only with the Media Feature Pack (Microsoft)."""


class CaptureBackend(Record, frozen=True, kw_only=True):
    """A backend of the system for a camera: its name, OpenCV's number of it, and what that backend calls the camera.

    `fourcc` and `size` ask for a format; without them the camera decides.
    """

    name: str
    api: int
    target: int | str
    fourcc: str = ""
    size: tuple[int, int] | None = None


class Camera(Record, frozen=True, kw_only=True):
    """`name` is unique in a run; `backends` stand in the order in which they are tried.

    `path` is Windows' path of the device, which never leaves the PC. `kind`: what the driver shows it to be; empty
    where only its name tells.
    """

    name: str
    backends: tuple[CaptureBackend, ...]
    path: str = ""
    kind: str = ""

    @property
    def is_virtual(self) -> bool:
        """Whether it is a program that shows itself as a camera."""
        return VIRTUAL in (self.kind, kind_by_name(self.name))

    @property
    def is_infrared(self) -> bool:
        """Whether it sees heat rays alone."""
        return INFRARED in (self.kind, kind_by_name(self.name))


def kind_by_name(name: str) -> str:
    """VIRTUAL, INFRARED or nothing, as far as its name tells."""
    return next((kind for kind, pattern in _patterns().items() if pattern.search(name)), "")


def mark_virtual(cameras: Iterable[Camera], words: Collection[str]) -> list[Camera]:
    """With those marked of which a word of the profile stands in the name."""
    folded = [word.casefold() for word in words if word]
    return [
        msgspec.structs.replace(camera, kind=VIRTUAL)
        if any(word in camera.name.casefold() for word in folded)
        else camera
        for camera in cameras
    ]


def sort_cameras(cameras: Iterable[Camera], preferred: str) -> list[Camera]:
    """The preferred one first, then real ones, then the infrared ones of face sign-in, then programs."""

    def rank(camera: Camera) -> tuple[bool, bool, bool]:
        is_preferred = bool(preferred) and preferred.casefold() in camera.name.casefold()
        return not is_preferred, camera.is_virtual, camera.is_infrared

    return sorted(cameras, key=rank)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Of each kind: its words as whole words, whatever stands between letters and digits counting as a blank."""
    kinds = tomllib.loads(KINDS.read_text("utf-8"))
    return {
        kind: re.compile("|".join(f"(?<![^\\W_])(?:{word})(?![^\\W_])" for word in words), re.IGNORECASE)
        for kind, words in kinds.items()
    }
