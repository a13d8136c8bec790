"""Picture formats: what a camera offers, and which other one is worth a try when the first is slow. Pure."""

import re
from collections.abc import Iterable

from checker.model.record import Record

COMPRESSED = "MJPG"
_UNCOMPRESSED = {"YUYV", "YUY2", "UYVY", "NV12", "YV12", "YU12", "I420", "RGB3", "BGR3"}
_TOLD = 24
_SIZE = re.compile(r"\b(\d{1,5})x(\d{1,5})\b")
_SUBJECT = 60
"""Characters of an observation's subject."""


class Format(Record, frozen=True, kw_only=True):
    """`fourcc` as V4L2 and DirectShow write it; `rate` the highest that the driver promises, 1/s, 0 for unknown."""

    fourcc: str
    width: int
    height: int
    rate: float = 0.0

    @property
    def words(self) -> str:
        """Such as `MJPG 1280x720 30`."""
        return f"{self.fourcc} {self.width}x{self.height}" + (f" {self.rate:g}" if self.rate else "")


def told(offered: Iterable[Format]) -> list[str]:
    """For a report: the largest of each code first, so that what is cut off matters least."""
    largest = sorted(set(offered), key=lambda one: (-one.width * one.height, one.fourcc))
    return [one.words for one in largest][:_TOLD]


def subject(camera: str, fourcc: str, width: int, height: int) -> str:
    """`<camera> <FOURCC> <W>x<H>`; a long name is cut, never the format."""
    behind = f" {fourcc or '?'} {width}x{height}"
    return camera[: _SUBJECT - len(behind)] + behind


def belongs(subject_of_rate: str, camera: str) -> bool:
    """Whether a subject made by `subject` is about this camera."""
    name = subject_of_rate.rsplit(" ", 2)[0]
    return bool(name) and camera.startswith(name)


def size_of(words: str) -> tuple[int, int] | None:
    """Width and height from `640x480` or `MJPG 640x480 30`; None where none stands."""
    found = _SIZE.search(words)
    return (int(found[1]), int(found[2])) if found else None


def another(used: str, offered: Iterable[Format], size: tuple[int, int]) -> Format | None:
    """MJPG of the same size, where pictures came uncompressed; unknown formats are worth a try where none is listed.

    `used`: the code of the pictures that came, empty where the system does not tell (Media Foundation tells only what
    it converted them to; macOS nothing).
    """
    if used and used.upper() not in _UNCOMPRESSED:
        return None
    listed = list(offered)
    same = [one for one in listed if one.fourcc == COMPRESSED and (one.width, one.height) == size]
    if listed:
        return max(same, key=lambda one: one.rate, default=None)
    return Format(fourcc=COMPRESSED, width=size[0], height=size[1])


def fourcc_of(code: float) -> str:
    """The four letters of OpenCV's number; empty for what is none (0, -1, and the small numbers of Direct3D)."""
    number = int(code) if code == code and 0 < code < 2**32 else 0  # noqa: PLR0124 - not a number is none
    letters = "".join(chr((number >> shift) & 0xFF) for shift in (0, 8, 16, 24))
    return letters.strip() if len(letters.strip()) == 4 and letters.isascii() and letters.isalnum() else ""
