"""A camera as the check handles it, and which one it tries first."""

import re
from collections.abc import Iterable

from checker.model.record import Record

_VIRTUAL = re.compile(
    r"\bvirtual|virtuell|\bOBS\b|ManyCam|Snap Camera|XSplit|CamTwist|mmhmm|NVIDIA Broadcast|DroidCam|\bCamo\b|EpocCam|"
    r"Iriun|iVCam|v4l2loopback|Dummy video|e2eSoft|SplitCam|YouCam|ChromaCam|Unity Video Capture|Screen Capture|"
    r"Logi Capture|Webcam Utility|\bNDI\b|Camera Hub|Prism Lens|VTube|Animaze|AlterCam|Reincubate|Webcamoid|akvcam|"
    r"Imaging Edge|\bSplash\b.*Cam",
    re.IGNORECASE,
)
_INFRARED = re.compile(r"(?<![^\W_])IR(?![^\W_])|infrared|infrarot|infrarouge|infrarroj|infraross", re.IGNORECASE)

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

    `path` is Windows' path of the device, which never leaves the PC.
    """

    name: str
    backends: tuple[CaptureBackend, ...]
    path: str = ""

    @property
    def is_virtual(self) -> bool:
        """Whether it is a program that shows itself as a camera."""
        return _VIRTUAL.search(self.name) is not None


def sort_cameras(cameras: Iterable[Camera], preferred: str) -> list[Camera]:
    """The preferred one first, then real ones, then the infrared ones of face sign-in, then programs."""

    def rank(camera: Camera) -> tuple[bool, bool, bool]:
        is_preferred = bool(preferred) and preferred.casefold() in camera.name.casefold()
        return not is_preferred, camera.is_virtual, _INFRARED.search(camera.name) is not None

    return sorted(cameras, key=rank)
