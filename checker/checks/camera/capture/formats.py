"""Picture formats: what a camera offers, and which other one is worth a try when the first is slow. Pure."""

import re
from collections.abc import Iterable

from checker.model.record import Record

COMPRESSED = "MJPG"
_UNCOMPRESSED = {"YUYV", "YUY2", "UYVY", "NV12", "YV12", "YU12", "I420", "RGB3", "BGR3"}
_LABELS_AT_MOST = 24
_SIZE = re.compile(r"\b(\d{1,5})x(\d{1,5})\b")
_SUBJECT_LENGTH = 60
"""Characters of an observation's subject."""


class PictureFormat(Record, frozen=True, kw_only=True):
    """`fourcc` as V4L2 and DirectShow write it; `rate` the highest that the driver promises, 1/s, 0 for unknown."""

    fourcc: str
    width: int
    height: int
    rate: float = 0.0

    @property
    def label(self) -> str:
        """Such as `MJPG 1280x720 30`."""
        return f"{self.fourcc} {self.width}x{self.height}" + (f" {self.rate:g}" if self.rate else "")


def describe_formats(offered: Iterable[PictureFormat]) -> list[str]:
    """For a report: the largest of each code first, so that what is cut off matters least."""
    largest = sorted(
        set(offered), key=lambda picture_format: (-picture_format.width * picture_format.height, picture_format.fourcc)
    )
    return [picture_format.label for picture_format in largest][:_LABELS_AT_MOST]


def format_subject(camera: str, fourcc: str, width: int, height: int) -> str:
    """`<camera> <FOURCC> <W>x<H>`; a long name is cut, never the format."""
    suffix = f" {fourcc or '?'} {width}x{height}"
    return camera[: _SUBJECT_LENGTH - len(suffix)] + suffix


def is_subject_of(rate_subject: str, camera: str) -> bool:
    """Whether a subject made by `format_subject` is about this camera."""
    name = rate_subject.rsplit(" ", 2)[0]
    return bool(name) and camera.startswith(name)


def parse_size(label: str) -> tuple[int, int] | None:
    """Width and height from `640x480` or `MJPG 640x480 30`; None where none stands."""
    match = _SIZE.search(label)
    return (int(match[1]), int(match[2])) if match else None


def alternative_format(
    used_fourcc: str, offered: Iterable[PictureFormat], size: tuple[int, int]
) -> PictureFormat | None:
    """MJPG of the same size, where pictures came uncompressed; unknown formats are worth a try where none is listed.

    `used_fourcc`: the code of the pictures that came, empty where the system does not tell (Media Foundation tells only
    what
    it converted them to; macOS nothing).
    """
    if used_fourcc and used_fourcc.upper() not in _UNCOMPRESSED:
        return None
    formats = list(offered)
    same = [
        picture_format
        for picture_format in formats
        if picture_format.fourcc == COMPRESSED and (picture_format.width, picture_format.height) == size
    ]
    if formats:
        return max(same, key=lambda picture_format: picture_format.rate, default=None)
    return PictureFormat(fourcc=COMPRESSED, width=size[0], height=size[1])


def decode_fourcc(code: float) -> str:
    """The four letters of OpenCV's number; empty for what is none (0, -1, and the small numbers of Direct3D)."""
    number = int(code) if code == code and 0 < code < 2**32 else 0  # noqa: PLR0124 - not a number is none
    letters = "".join(chr((number >> shift) & 0xFF) for shift in (0, 8, 16, 24))
    return letters.strip() if len(letters.strip()) == 4 and letters.isascii() and letters.isalnum() else ""
