"""Which cameras the system knows, and the ways to each. Opens none of them."""

import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from checker.checks.camera.capture.device import INFRARED, VIRTUAL, Camera, CaptureBackend, kind_by_name
from checker.checks.camera.capture.opencv import load
from checker.checks.camera.capture.v4l2_formats import list_formats
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.system_program import child_environment, find_program

_UNNAMED = "Webcam"
_GREY_FORMATS = {"GREY", "Y10", "Y12", "Y16", "Y8I", "Y10B", "BA81"}
"""Codes of Video4Linux for brightness alone (Documentation/userspace-api/media/v4l/yuv-formats)."""
_SOFTWARE_BUSES = ("\\\\?\\root#", "\\\\?\\swd#")
"""Enumerators of what is no hardware: root-enumerated drivers, and software devices (MFCreateVirtualCamera)."""
_PROFILER = ("system_profiler", "SPCameraDataType", "-json")
_PROFILER_S = 6.0

Enumerate = Callable[[int], Sequence[Any]]


def list_cameras(system: str) -> list[Camera]:
    """In the system's order. Raises OperationFailed or ImportError."""
    if system == "windows":
        return windows()
    return macos() if system == "macos" else linux()


def linux(enumerate_cameras: Enumerate | None = None) -> list[Camera]:
    """Capture devices of Video4Linux; `target` is the N of /dev/videoN."""
    cv2 = load()
    devices = sorted(_enumerator(enumerate_cameras)(cv2.CAP_V4L2), key=lambda device: device.index)
    names = model_names((device.name or "" for device in devices), _UNNAMED)
    return [
        Camera(
            name=name,
            backends=(CaptureBackend(name="v4l2", api=cv2.CAP_V4L2, target=device.index),),
            kind=_linux_kind(device.index) or kind_by_name(device.name or ""),
        )
        for name, device in zip(names, devices, strict=True)
    ]


def windows(enumerate_cameras: Enumerate | None = None) -> list[Camera]:
    """Media Foundation first, then DirectShow, which sees some virtual cameras that the first does not.

    Each numbers the cameras on its own, so the same device is found by its path.
    """
    cv2 = load()
    enumerate_devices = _enumerator(enumerate_cameras)
    backends: dict[str, list[CaptureBackend]] = {}
    names: dict[str, str] = {}
    paths: dict[str, str] = {}
    for backend_name, api in (("msmf", cv2.CAP_MSMF), ("dshow", cv2.CAP_DSHOW)):
        for entry in enumerate_devices(api):
            device_key = _device_key(entry)
            names.setdefault(device_key, entry.name or "")
            paths.setdefault(device_key, entry.path or "")
            backends.setdefault(device_key, []).append(CaptureBackend(name=backend_name, api=api, target=entry.index))
    unique_names = model_names(names.values(), _UNNAMED)
    return [
        Camera(
            name=name,
            backends=tuple(backends[device_key]),
            path=paths[device_key],
            kind=_windows_kind(paths[device_key]) or kind_by_name(names[device_key]),
        )
        for device_key, name in zip(names, unique_names, strict=True)
    ]


def macos(run_profiler: Callable[[], bytes] | None = None) -> list[Camera]:
    """By system_profiler; OpenCV numbers the cameras in the order of their unique ids. Raises OperationFailed."""
    cv2 = load()
    try:
        entries = json.loads((run_profiler or _run_system_profiler)())["SPCameraDataType"]
        devices = sorted(entries, key=lambda device: str(device.get("spcamera_unique-id", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "system_profiler") from error
    names = model_names((str(device.get("_name", "")) for device in devices), _UNNAMED)
    return [
        Camera(
            name=name,
            backends=(CaptureBackend(name="avfoundation", api=cv2.CAP_AVFOUNDATION, target=number),),
            kind=kind_by_name(str(device.get("_name", ""))),
        )
        for number, (name, device) in enumerate(zip(names, devices, strict=True))
    ]


def _linux_kind(number: int, root: Path = Path("/")) -> str:
    """A device without hardware behind it (v4l2loopback, akvcam); one that offers grey pictures alone (UVC)."""
    if "/devices/virtual/" in os.path.realpath(root / f"sys/class/video4linux/video{number}"):
        return VIRTUAL
    with contextlib.suppress(OSError):
        offered = {entry.fourcc.strip() for entry in list_formats(number)}
        return INFRARED if offered and offered <= _GREY_FORMATS else ""
    return ""


def _windows_kind(path: str) -> str:
    """DirectShow's filters that are programs have no path; virtual cameras of Windows 11 lie on a bus of their own."""
    folded = path.casefold()
    return "" if folded.startswith("\\\\?\\") and not folded.startswith(_SOFTWARE_BUSES) else VIRTUAL


def _enumerator(stand_in: Enumerate | None) -> Enumerate:
    if stand_in is not None:
        return stand_in
    from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - loads cv2

    return enumerate_cameras


def _device_key(device: Any) -> str:
    """The path without the class that each backend puts behind it (`#{guid}\\global`), or the name."""
    path = (device.path or "").casefold()
    return path.partition("#{")[0] or f"name {device.name}"


def _run_system_profiler() -> bytes:
    try:
        command = (find_program(_PROFILER[0]), *_PROFILER[1:])
        environment = child_environment()
        return subprocess.run(command, capture_output=True, check=True, timeout=_PROFILER_S, env=environment).stdout
    except subprocess.TimeoutExpired as error:
        raise OperationFailed(Operation.LIST, FailureKind.TIMEOUT, "system_profiler") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "system_profiler") from error
