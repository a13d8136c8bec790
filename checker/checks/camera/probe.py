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
from checker.checks.contract import Cancelled, Run
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

_OPENING = Text(de="Die Kamera wird geöffnet.", en="Opening the camera.")


def observe(need: CameraNeed, run: Run) -> Iterator[Observation]:
    """Yields the facts about the cameras; those about one carry its name as subject."""
    return watch(need, run, Host())


def watch(need: CameraNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _permission(run, host)
    with run.noting("device.names", Operation.LIST) as names:
        cameras = host.cameras(run.system)
        names.value = [camera.name for camera in cameras]
    yield names.done()
    if names.failure is not None:
        return
    yield run.saw("device.virtual", [camera.name for camera in cameras if camera.virtual])
    run.progress(0.1, _OPENING)
    for camera in in_order(cameras, need.device):
        if run.left_s < host.times.first_s or (yield from _tried(camera, need, run, host)):
            return


def _permission(run: Run, host: Host) -> Iterator[Observation]:
    if run.system not in {"windows", "macos"}:
        return
    with run.noting("permission") as allowed:
        allowed.value = host.permission(run.system)
    yield allowed.done()
    if run.system == "windows":
        with run.noting("in-use") as used:
            used.value = host.in_use(run.system)
        yield used.done()


def _tried(camera: Camera, need: CameraNeed, run: Run, host: Host) -> Generator[Observation, None, bool]:
    """Tries one way after the other; True when a picture came."""
    yield run.saw("open.begun", True, camera.name)
    name, failure = "open.seconds", Failure(operation=Operation.OPEN, kind=Kind.NOT_MEASURED)
    for way in camera.ways:
        obstacle = host.obstacle(run.system, way)
        if obstacle is not None:
            failure = obstacle
            continue
        feed = Feed(partial(host.opened, way), run.go_on, here=run.system == "macos")
        try:
            seconds = feed.start(min(host.times.open_s, run.left_s - RESERVE_S))
            yield run.saw("open.seconds", round(seconds, 2), camera.name)
            yield run.saw("open.backend", way.backend, camera.name)
            name, waited = "picture.first", run.at_s
            first = feed.shot(min(host.times.first_s, run.left_s - RESERVE_S))
            yield run.saw(name, round(run.at_s - waited, 2), camera.name)
            name = ""
            rate = yield from measured(camera.name, first, feed, run, host.times)
            if feed.close():
                size = first.picture.shape[1], first.picture.shape[0]
                slow = rate is not None and rate < max(need.rate, GOOD_RATE)
                yield from faster(camera, way, feed, size, slow, run, host)
            return True
        except Failed as failed:
            failure = failed.failure
        except Cancelled:
            if name:  # without it, a diagnosis would take a stop for a driver that hangs
                yield run.lost(name, _stopped(run), camera.name)
            raise
        finally:
            feed.close()
        if run.left_s < host.times.warm_up_s + RESERVE_S:
            break
    yield run.lost(name, failure, camera.name)
    if name == "open.seconds":
        users = host.users(run.system, camera)
        name_users(run, users)
        if users and run.system == "linux":
            yield run.saw("in-use", True)
    return False


def _stopped(run: Run) -> Failure:
    return Failure(operation=Operation.OPEN, kind=Kind.CANCELLED if run.left_s > 0 else Kind.TIMEOUT)
