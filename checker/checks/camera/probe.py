"""Lists the cameras, opens the first one that answers, and measures its picture for two seconds.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Generator, Iterator
from functools import partial

from checker.checks.camera.device import Camera, in_order
from checker.checks.camera.feed import Feed
from checker.checks.camera.host import Host
from checker.checks.camera.measure import RESERVE_S, measured
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.other_format import faster
from checker.checks.camera.show import name_users
from checker.checks.camera.thresholds import GOOD_RATE
from checker.checks.context import Cancelled, ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

_OPENING = Text(de="Die Kamera wird geöffnet.", en="Opening the camera.")


def observe(need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the facts about the cameras; those about one carry its name as subject."""
    return watch(need, context, Host())


def watch(need: CameraNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _permission(context, host)
    with context.record("device.names", Operation.LIST) as names:
        cameras = host.cameras(context.system)
        names.value = [camera.name for camera in cameras]
    yield names.observation()
    if names.failure is not None:
        return
    yield context.observation("device.virtual", [camera.name for camera in cameras if camera.virtual])
    context.progress(0.1, _OPENING)
    for camera in in_order(cameras, need.device):
        if context.remaining_s < host.times.first_s or (yield from _tried(camera, need, context, host)):
            return


def _permission(context: ProbeContext, host: Host) -> Iterator[Observation]:
    if context.system not in {"windows", "macos"}:
        return
    with context.record("permission") as allowed:
        allowed.value = host.permission(context.system)
    yield allowed.observation()
    if context.system == "windows":
        with context.record("in-use") as used:
            used.value = host.in_use(context.system)
        yield used.observation()


def _tried(camera: Camera, need: CameraNeed, context: ProbeContext, host: Host) -> Generator[Observation, None, bool]:
    """Tries one way after the other; True when a picture came."""
    yield context.observation("open.begun", True, camera.name)
    name, failure = "open.seconds", Failure(operation=Operation.OPEN, kind=FailureKind.NOT_MEASURED)
    for way in camera.ways:
        obstacle = host.obstacle(context.system, way)
        if obstacle is not None:
            failure = obstacle
            continue
        feed = Feed(partial(host.opened, way), context.raise_if_cancelled, here=context.system == "macos")
        try:
            seconds = feed.start(min(host.times.open_s, context.remaining_s - RESERVE_S))
            yield context.observation("open.seconds", round(seconds, 2), camera.name)
            yield context.observation("open.backend", way.backend, camera.name)
            name, waited = "picture.first", context.elapsed_s
            first = feed.shot(min(host.times.first_s, context.remaining_s - RESERVE_S))
            yield context.observation(name, round(context.elapsed_s - waited, 2), camera.name)
            name = ""
            rate = yield from measured(camera.name, first, feed, context, host.times)
            if feed.close():
                size = first.picture.shape[1], first.picture.shape[0]
                slow = rate is not None and rate < max(need.rate, GOOD_RATE)
                yield from faster(camera, way, feed, size, slow, context, host)
            return True
        except OperationFailed as failed:
            failure = failed.failure
        except Cancelled:
            if name:  # without it, a diagnosis would take a stop for a driver that hangs
                yield context.failed_observation(name, _stopped(context), camera.name)
            raise
        finally:
            feed.close()
        if context.remaining_s < host.times.warm_up_s + RESERVE_S:
            break
    yield context.failed_observation(name, failure, camera.name)
    if name == "open.seconds":
        users = host.users(context.system, camera)
        name_users(context, users)
        if users and context.system == "linux":
            yield context.observation("in-use", True)
    return False


def _stopped(context: ProbeContext) -> Failure:
    return Failure(
        operation=Operation.OPEN, kind=FailureKind.CANCELLED if context.remaining_s > 0 else FailureKind.TIMEOUT
    )
