"""Which cameras the system knows, and the ways to each. Opens none of them."""

import json
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from checker.checks.camera.device import Camera, Way
from checker.checks.camera.opencv import load
from checker.checks.devices.names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed

_UNNAMED = "Webcam"
_PROFILER = ("system_profiler", "SPCameraDataType", "-json")
_PROFILER_S = 6.0

Enumerate = Callable[[int], Sequence[Any]]


def cameras(system: str) -> list[Camera]:
    """In the system's order. Raises OperationFailed or ImportError."""
    if system == "windows":
        return windows()
    return macos() if system == "macos" else linux()


def linux(enumerate_cameras: Enumerate | None = None) -> list[Camera]:
    """Capture devices of Video4Linux; `target` is the N of /dev/videoN."""
    cv2 = load()
    found = sorted(_enumerated(enumerate_cameras)(cv2.CAP_V4L2), key=lambda one: one.index)
    names = model_names((one.name or "" for one in found), _UNNAMED)
    return [
        Camera(name=name, ways=(Way(backend="v4l2", api=cv2.CAP_V4L2, target=one.index),))
        for name, one in zip(names, found, strict=True)
    ]


def windows(enumerate_cameras: Enumerate | None = None) -> list[Camera]:
    """Media Foundation first, then DirectShow, which sees some virtual cameras that the first does not.

    Each numbers the cameras on its own, so the same device is found by its path.
    """
    cv2 = load()
    listed = _enumerated(enumerate_cameras)
    ways: dict[str, list[Way]] = {}
    names: dict[str, str] = {}
    paths: dict[str, str] = {}
    for backend, api in (("msmf", cv2.CAP_MSMF), ("dshow", cv2.CAP_DSHOW)):
        for one in listed(api):
            device = _device(one)
            names.setdefault(device, one.name or "")
            paths.setdefault(device, one.path or "")
            ways.setdefault(device, []).append(Way(backend=backend, api=api, target=one.index))
    unique = model_names(names.values(), _UNNAMED)
    return [
        Camera(name=name, ways=tuple(ways[device]), path=paths[device])
        for device, name in zip(names, unique, strict=True)
    ]


def macos(profile: Callable[[], bytes] | None = None) -> list[Camera]:
    """By system_profiler; OpenCV numbers the cameras in the order of their unique ids."""
    cv2 = load()
    try:
        listed = json.loads((profile or _profile)())["SPCameraDataType"]
        found = sorted(listed, key=lambda one: str(one.get("spcamera_unique-id", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "system_profiler") from error
    names = model_names((str(one.get("_name", "")) for one in found), _UNNAMED)
    return [
        Camera(name=name, ways=(Way(backend="avfoundation", api=cv2.CAP_AVFOUNDATION, target=number),))
        for number, name in enumerate(names)
    ]


def _enumerated(stand_in: Enumerate | None) -> Enumerate:
    if stand_in is not None:
        return stand_in
    from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - loads cv2

    return enumerate_cameras


def _device(one: Any) -> str:
    """The path without the class that each backend puts behind it (`#{guid}\\global`), or the name."""
    path = (one.path or "").casefold()
    return path.partition("#{")[0] or f"name {one.name}"


def _profile() -> bytes:
    try:
        return subprocess.run(_PROFILER, capture_output=True, check=True, timeout=_PROFILER_S).stdout
    except subprocess.TimeoutExpired as error:
        raise OperationFailed(Operation.LIST, FailureKind.TIMEOUT, "system_profiler") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "system_profiler") from error
