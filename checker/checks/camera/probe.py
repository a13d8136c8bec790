"""Lists the cameras, opens the first one that answers, and measures its picture for two seconds.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Generator, Iterator
from functools import partial

from checker.checks.camera.capture.device import Camera, mark_virtual, sort_cameras
from checker.checks.camera.capture.frame_reader import FrameReader
from checker.checks.camera.host import CameraHost
from checker.checks.camera.live_view import emit_users
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.picture.alternative_format import try_alternative_format
from checker.checks.camera.picture.measurement import RESERVE_S, measure_picture
from checker.checks.camera.thresholds import GOOD_RATE
from checker.checks.context import Cancelled, ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

_OPENING = Text(de="Die Kamera wird geöffnet.", en="Opening the camera.")


def observe(need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the facts about the cameras; those about one carry its name as subject."""
    return probe_cameras(need, context, CameraHost())


def probe_cameras(need: CameraNeed, context: ProbeContext, host: CameraHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _permission(context, host)
    with context.record("device.names", Operation.LIST) as names:
        cameras = mark_virtual(host.cameras(context.system), need.virtual)
        names.value = [camera.name for camera in cameras]
    yield names.observation()
    if names.failure is not None:
        return
    yield context.observation("device.virtual", [camera.name for camera in cameras if camera.is_virtual])
    context.progress(0.1, _OPENING)
    for camera in sort_cameras(cameras, need.device):
        if context.remaining_s < host.times.first_s or (yield from _try_camera(camera, need, context, host)):
            return


def _permission(context: ProbeContext, host: CameraHost) -> Iterator[Observation]:
    if context.system not in {"windows", "macos"}:
        return
    with context.record("permission") as permission:
        permission.value = host.permission(context.system)
    yield permission.observation()
    if context.system == "windows":
        with context.record("in-use") as in_use:
            in_use.value = host.in_use(context.system)
        yield in_use.observation()


def _try_camera(
    camera: Camera, need: CameraNeed, context: ProbeContext, host: CameraHost
) -> Generator[Observation, None, bool]:
    """Tries one backend after the other; True when a picture arrived."""
    yield context.observation("open.begun", True, camera.name)
    name, failure = "open.seconds", Failure(operation=Operation.OPEN, kind=FailureKind.NOT_MEASURED)
    for backend in camera.backends:
        obstacle = host.obstacle(context.system, backend)
        if obstacle is not None:
            failure = obstacle
            continue
        reader = FrameReader(
            partial(host.open_capture, backend), context.raise_if_cancelled, in_caller_thread=context.system == "macos"
        )
        try:
            seconds = reader.start(min(host.times.open_s, context.remaining_s - RESERVE_S))
            yield context.observation("open.seconds", round(seconds, 2), camera.name)
            yield context.observation("open.backend", backend.name, camera.name)
            name, waiting_since_s = "picture.first", context.elapsed_s
            first_frame = reader.next_frame(min(host.times.first_s, context.remaining_s - RESERVE_S))
            yield context.observation(name, round(context.elapsed_s - waiting_since_s, 2), camera.name)
            name = ""
            rate = yield from measure_picture(camera.name, first_frame, reader, context, host.times)
            if reader.close():
                size = first_frame.picture.shape[1], first_frame.picture.shape[0]
                is_slow = rate is not None and rate < max(need.rate, GOOD_RATE)
                yield from try_alternative_format(camera, backend, reader, size, is_slow, context, host)
            return True
        except OperationFailed as failed:
            failure = failed.failure
        except Cancelled:
            if name:  # without it, a diagnosis would take a stop for a driver that hangs
                yield context.failed_observation(name, _stop_failure(context), camera.name)
            raise
        finally:
            reader.close()
        if context.remaining_s < host.times.warm_up_s + RESERVE_S:
            break
    yield context.failed_observation(name, failure, camera.name)
    if name == "open.seconds":
        users = host.users(context.system, camera)
        emit_users(context, users)
        if users and context.system == "linux":
            yield context.observation("in-use", True)
    return False


def _stop_failure(context: ProbeContext) -> Failure:
    return Failure(
        operation=Operation.OPEN, kind=FailureKind.CANCELLED if context.remaining_s > 0 else FailureKind.TIMEOUT
    )
