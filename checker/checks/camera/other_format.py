"""A slow camera once more, in the other format: uncompressed pictures fill a USB line that compressed ones would not.

YUYV needs 147 Mbit/s at 640x480 and 30/s, MJPG 9. Also tells how the camera hangs on the computer.
"""

import contextlib
from collections.abc import Iterator
from functools import partial

import msgspec

from checker.checks.camera.device import Camera, Way
from checker.checks.camera.feed import Feed
from checker.checks.camera.formats import another, told
from checker.checks.camera.host import Host
from checker.checks.camera.measure import RESERVE_S, rate_only
from checker.checks.context import ProbeContext
from checker.model.failure import OperationFailed
from checker.model.observation import Observation

_AT_LEAST_S = 2.0
"""On top of opening and measuring: for a slow first picture."""


def faster(
    camera: Camera, way: Way, feed: Feed, size: tuple[int, int], slow: bool, context: ProbeContext, host: Host
) -> Iterator[Observation]:
    """`formats.offered` always; the rest only where it is slow. `feed` is the one that was measured, closed."""
    offered = []
    with contextlib.suppress(OSError):
        offered = host.formats(context.system, camera)
    if offered:
        yield context.observation("formats.offered", list(told(offered)), camera.name)
    if not slow:
        return
    with contextlib.suppress(OSError, ValueError):
        connection = host.usb(context.system, camera)
        if connection is not None:
            yield context.observation("usb.hubs", connection.hubs, camera.name)
            if connection.speed is not None:
                yield context.observation("usb.speed", connection.speed, camera.name)
    other = another(feed.fourcc, offered, size)
    # macOS: AVFoundation takes no code (OpenCV's CAP_PROP_FOURCC does nothing there).
    if (
        other is None
        or context.system == "macos"
        or context.remaining_s < 2 * host.times.again_s + _AT_LEAST_S + RESERVE_S
    ):
        return
    # Media Foundation converts and does not tell; DirectShow does as it is asked, and tells.
    asked = next((one for one in camera.ways if one.backend == "dshow"), way)
    asked = msgspec.structs.replace(asked, fourcc=other.fourcc, size=size)
    trial = Feed(partial(host.opened, asked), context.raise_if_cancelled)
    try:
        trial.start(context.remaining_s - 2 * host.times.again_s - RESERVE_S)
        if trial.fourcc == other.fourcc:
            yield from rate_only(trial, context, host.times, camera.name, size)
    except OperationFailed:
        return  # it was only a trial
    finally:
        trial.close()
