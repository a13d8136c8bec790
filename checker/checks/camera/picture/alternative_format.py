"""A slow camera once more, in the other format: uncompressed pictures fill a USB line that compressed ones would not.

YUYV needs 147 Mbit/s at 640x480 and 30/s, MJPG 9. Also tells how the camera hangs on the computer.
"""

import contextlib
from collections.abc import Iterator
from functools import partial

import msgspec

from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.capture.formats import alternative_format, describe_formats
from checker.checks.camera.capture.frame_reader import FrameReader
from checker.checks.camera.host import CameraHost
from checker.checks.camera.picture.measurement import RESERVE_S, measure_rate
from checker.checks.context import ProbeContext
from checker.model.failure import OperationFailed
from checker.model.observation import Observation

_SLOW_START_S = 2.0
"""On top of opening and measuring: for a slow first picture."""


def try_alternative_format(
    camera: Camera,
    backend: CaptureBackend,
    reader: FrameReader,
    size: tuple[int, int],
    is_slow: bool,
    context: ProbeContext,
    host: CameraHost,
) -> Iterator[Observation]:
    """`formats.offered` always; the rest only where it is slow. `reader` is the one that was measured, closed."""
    offered = []
    with contextlib.suppress(OSError):
        offered = host.formats(context.system, camera)
    if offered:
        yield context.observation("formats.offered", list(describe_formats(offered)), camera.name)
    if not is_slow:
        return
    with contextlib.suppress(OSError, ValueError):
        connection = host.usb(context.system, camera)
        if connection is not None:
            yield context.observation("usb.hubs", connection.hubs, camera.name)
            if connection.speed is not None:
                yield context.observation("usb.speed", connection.speed, camera.name)
    alternative = alternative_format(reader.fourcc, offered, size)
    # macOS: AVFoundation takes no code (OpenCV's CAP_PROP_FOURCC does nothing there).
    if (
        alternative is None
        or context.system == "macos"
        or context.remaining_s < 2 * host.times.second_format_s + _SLOW_START_S + RESERVE_S
    ):
        return
    # Media Foundation converts and does not tell; DirectShow obeys, and reports the format.
    trial_backend = next((candidate for candidate in camera.backends if candidate.name == "dshow"), backend)
    trial_backend = msgspec.structs.replace(trial_backend, fourcc=alternative.fourcc, size=size)
    trial_reader = FrameReader(partial(host.open_capture, trial_backend), context.raise_if_cancelled)
    try:
        trial_reader.start(context.remaining_s - 2 * host.times.second_format_s - RESERVE_S)
        if trial_reader.fourcc == alternative.fourcc:
            yield from measure_rate(trial_reader, context, host.times, camera.name, size)
    except OperationFailed:
        return  # it was only a trial
    finally:
        trial_reader.close()
