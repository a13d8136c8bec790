"""What the check reaches on this PC, and how long it waits for it. Tests inject their own."""

from collections.abc import Callable
from dataclasses import dataclass

from checker.checks.camera.capture import enumeration, usb, users, v4l2_availability, v4l2_formats
from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.capture.formats import PictureFormat
from checker.checks.camera.capture.opencv import Capture, OpenCvCapture
from checker.checks.camera.capture.usb import UsbConnection
from checker.checks.devices import permission
from checker.model.failure import Failure


@dataclass(frozen=True)
class CameraTimes:
    """Seconds. The two backends of Windows and the measuring fit into the check's 12 s.

    Media Foundation needs 20 s and more on some PCs (opencv 17687): after `open_s` the other backend has its turn.
    `second_format_s` is half the time that a second format is measured, where the first was slow.
    `warm_up_s` passes before anything is judged: exposure and white balance settle meanwhile.
    """

    open_s: float = 4.5
    first_s: float = 3.5
    warm_up_s: float = 1.0
    measure_s: float = 2.0
    gap_s: float = 2.5
    second_format_s: float = 0.7


def _obstacle(system: str, backend: CaptureBackend) -> Failure | None:
    return v4l2_availability.obstacle(backend.target) if system == "linux" and isinstance(backend.target, int) else None


def _formats(system: str, camera: Camera) -> list[PictureFormat]:
    """What the camera offers; only Linux tells it without a stream. Raises OSError."""
    target = camera.backends[0].target
    return v4l2_formats.list_formats(target) if system == "linux" and isinstance(target, int) else []


def _usb(system: str, camera: Camera) -> UsbConnection | None:
    """Raises OSError."""
    target = camera.backends[0].target
    if system == "linux" and isinstance(target, int):
        return usb.linux(target)
    return usb.windows(camera.path) if system == "windows" and camera.path else None


@dataclass(frozen=True)
class CameraHost:
    """Everything outside this process that the check calls, and the times; injected by tests."""

    cameras: Callable[[str], list[Camera]] = enumeration.list_cameras
    permission: Callable[[str], str | None] = lambda system: permission.read_permission(system, "camera")
    in_use: Callable[[str], bool | None] = lambda system: permission.is_in_use(system, "camera")
    obstacle: Callable[[str, CaptureBackend], Failure | None] = _obstacle
    open_capture: Callable[[CaptureBackend], Capture] = OpenCvCapture
    formats: Callable[[str, Camera], list[PictureFormat]] = _formats
    usb: Callable[[str, Camera], UsbConnection | None] = _usb
    users: Callable[[str, Camera], list[str]] = users.programs_using
    times: CameraTimes = CameraTimes()
