"""OpenCV, loaded the way its camera backends need it, and its calls with their failures as data."""

import os
import sys
from types import ModuleType
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from checker.checks.camera.capture.device import MEDIA_FOUNDATION, CaptureBackend
from checker.checks.camera.capture.formats import decode_fourcc
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import load_library

Picture = npt.NDArray[np.uint8]
"""Height x width x blue, green, red."""

_SETTINGS = {
    # Media Foundation's hardware transforms make opening take up to minutes (opencv 17687); read once, at import.
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    "OPENCV_LOG_LEVEL": "SILENT",
    # Seconds that a read on Linux waits for a picture; the default of 10 would outlive the check.
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3",
}


class Capture(Protocol):
    """An open camera."""

    def read(self) -> Picture | None:
        """The next picture, or None where the driver gave none this time. Blocks. Raises OperationFailed."""

    def fourcc(self) -> str:
        """The code of the format that the camera sends; empty where the system does not tell."""

    def release(self) -> None:
        """Gives the camera back."""


def load() -> ModuleType:
    """The module cv2. Raises ImportError, or OperationFailed with MEDIA_FOUNDATION where Windows lacks that."""
    os.environ.update(_SETTINGS)
    try:
        import cv2  # noqa: PLC0415 - only the child process may load it, and only after its settings
    except ImportError as error:
        if lacks_media_foundation():
            raise OperationFailed(Operation.LIST, FailureKind.MISSING, MEDIA_FOUNDATION) from error
        raise
    return cv2


def lacks_media_foundation() -> bool:
    """Whether this is a Windows without it: an N edition, or a server as it is installed."""
    if sys.platform != "win32":
        return False
    try:
        load_library("mfplat.dll", {})
    except OSError:
        return True
    return False


class OpenCvCapture:
    """A camera (or a file, in tests) opened by OpenCV. Raises OperationFailed when it does not open."""

    def __init__(self, backend: CaptureBackend) -> None:
        cv2 = load()
        self._error: type[Exception] = cv2.error
        self._fourcc = cv2.CAP_PROP_FOURCC
        try:
            self._capture: Any = cv2.VideoCapture(backend.target, backend.api, _capture_parameters(cv2, backend))
        except cv2.error as error:
            raise OperationFailed(Operation.OPEN, FailureKind.BAD_ANSWER, f"OpenCV {error.code}") from error
        if not self._capture.isOpened():
            self._capture.release()
            raise OperationFailed(Operation.OPEN, FailureKind.REFUSED, backend.name)

    def read(self) -> Picture | None:
        """See Capture. Raises OperationFailed."""
        try:
            ok, picture = self._capture.read()
        except self._error as error:
            raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "OpenCV") from error
        return cast(Picture, picture) if ok else None

    def fourcc(self) -> str:
        """See Capture."""
        return decode_fourcc(self._capture.get(self._fourcc))

    def release(self) -> None:
        """See Capture."""
        self._capture.release()


def _capture_parameters(cv2: ModuleType, backend: CaptureBackend) -> list[int]:
    """The code before the size: DirectShow drops a code that comes behind it (opencv 5847, 9084)."""
    parameters: list[int] = []
    if backend.fourcc:
        parameters += [cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*backend.fourcc)]
    if backend.size is not None:
        parameters += [cv2.CAP_PROP_FRAME_WIDTH, backend.size[0], cv2.CAP_PROP_FRAME_HEIGHT, backend.size[1]]
    return parameters


def to_picture(raw: npt.NDArray[Any] | None) -> Picture | None:
    """Whatever a driver hands over, as a Picture: grey or with transparency, of 16 bits or floats; None for nothing."""
    if raw is None or not raw.size or raw.ndim not in (2, 3):
        return None
    planes = raw[:, :, np.newaxis] if raw.ndim == 2 else raw
    if planes.dtype != np.uint8:
        planes = _to_8_bit(planes)
    if planes.shape[2] == 3:
        return cast(Picture, planes)
    return np.ascontiguousarray(planes[:, :, :3] if planes.shape[2] > 3 else np.repeat(planes[:, :, :1], 3, axis=2))


def _to_8_bit(planes: npt.NDArray[Any]) -> Picture:
    """Integers by their own range, floats of 0 to 1 or 0 to 255."""
    if planes.dtype.kind in "iu":
        return (planes.clip(0) / (np.iinfo(planes.dtype).max / 255)).astype(np.uint8)
    finite = np.nan_to_num(planes.astype(np.float32), nan=0.0, posinf=255.0, neginf=0.0)
    return (finite * (255 if finite.max() <= 1.0 else 1)).clip(0, 255).astype(np.uint8)


def shrink(picture: Picture, width: int, height: int) -> Picture:
    """The picture, no larger than that, its sides in proportion."""
    cv2 = load()
    factor = min(width / picture.shape[1], height / picture.shape[0], 1.0)
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return cast(Picture, cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
