"""Lists the cameras, opens the first one that answers, and measures its picture for two seconds.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Generator, Iterator
from functools import partial

from checker.checks.camera.device import Camera, in_order
from checker.checks.camera.feed import Feed, Shot
from checker.checks.camera.frames import Frames
from checker.checks.camera.host import Host, Times
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.show import Show
from checker.checks.contract import Cancelled, Run
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

_RESERVE_S = 0.8
"""Left at the end for closing the camera and telling the last facts."""

_OPENING = Text(de="Die Kamera wird geöffnet.", en="Opening the camera.")
_LOOKING = Text(de="Das Bild wird angesehen.", en="Looking at the picture.")


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
        if run.left_s < host.times.first_s or (yield from _tried(camera, run, host)):
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


def _tried(camera: Camera, run: Run, host: Host) -> Generator[Observation, None, bool]:
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
            seconds = feed.start(min(host.times.open_s, run.left_s - _RESERVE_S))
            yield run.saw("open.seconds", round(seconds, 2), camera.name)
            yield run.saw("open.backend", way.backend, camera.name)
            name, waited = "picture.first", run.at_s
            first = feed.shot(min(host.times.first_s, run.left_s - _RESERVE_S))
            yield run.saw(name, round(run.at_s - waited, 2), camera.name)
            name = ""
            yield from _measured(camera, first, feed, run, host.times)
            return True
        except Failed as failed:
            failure = failed.failure
        except Cancelled:
            if name:  # without it, a diagnosis would take a stop for a driver that hangs
                yield run.lost(name, _stopped(run), camera.name)
            raise
        finally:
            feed.close()
        if run.left_s < host.times.warm_up_s + _RESERVE_S:
            break
    yield run.lost(name, failure, camera.name)
    return False


def _stopped(run: Run) -> Failure:
    return Failure(operation=Operation.OPEN, kind=Kind.CANCELLED if run.left_s > 0 else Kind.TIMEOUT)


def _measured(camera: Camera, first: Shot, feed: Feed, run: Run, times: Times) -> Iterator[Observation]:
    """A failure on the way stands in place of the rate; what the pictures before it were like is kept."""
    yield run.saw("picture.size", f"{first.picture.shape[1]}x{first.picture.shape[0]}", camera.name)
    run.progress(0.4, _LOOKING)
    show, frames = Show(run), Frames()
    warm_at = first.at + times.warm_up_s
    start = last = first
    failure = None
    try:
        while last.at < warm_at + times.measure_s and run.left_s > _RESERVE_S:
            last = feed.shot(min(times.gap_s, run.left_s - _RESERVE_S / 2))
            show.picture(last.picture)
            if last.at < warm_at:
                start = last
            else:
                frames.add(last.picture)
    except Failed as failed:
        failure = failed.failure
    yield from _rate(camera, run, failure, start.at, last.at, last.number - start.number)
    yield from _likeness(camera, run, frames)


def _rate(
    camera: Camera, run: Run, failure: Failure | None, began: float, ended: float, count: int
) -> Iterator[Observation]:
    if failure is not None or count < 1:
        lost = failure or Failure(operation=Operation.READ, kind=Kind.TIMEOUT)
        yield run.lost("picture.rate", lost, camera.name)
        return
    seconds = ended - began
    yield run.saw("picture.rate", round(count / seconds, 1), camera.name, uncertainty=round(1 / seconds, 1))


def _likeness(camera: Camera, run: Run, frames: Frames) -> Iterator[Observation]:
    like = frames.likeness()
    if like is None:
        return
    yield run.saw("picture.brightness", round(like.brightness, 1), camera.name)
    yield run.saw("picture.brightest", like.brightest, camera.name)
    yield run.saw("picture.contrast", round(like.contrast, 1), camera.name)
    yield run.saw("picture.colour-cast", round(like.colour_cast, 1), camera.name)
    if like.repeated is not None:
        yield run.saw("picture.repeated", round(like.repeated, 3), camera.name)
