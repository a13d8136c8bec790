"""The camera's live picture in the window, until the window has enough of it. Measures nothing."""

from collections.abc import Iterator
from functools import partial

from checker.checks.camera.device import in_order
from checker.checks.camera.feed import Feed
from checker.checks.camera.host import Host
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.show import Show
from checker.checks.contract import Run
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation

_PATIENCE_S = 30.0
"""Someone who watches may wait for a slow driver; the check itself does not."""


def observe(need: CameraNeed, run: Run) -> Iterator[Observation]:
    """Shows pictures until it is cancelled; yields one failure when there is nothing to show."""
    return preview(need, run, Host())


def preview(need: CameraNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    failure = Failure(operation=Operation.OPEN, kind=Kind.MISSING)
    try:
        cameras = in_order(host.cameras(run.system), need.device)
    except (Failed, ImportError):
        cameras = []
    for camera in cameras:
        for way in camera.ways:
            feed = Feed(partial(host.opened, way), run.go_on, here=run.system == "macos")
            show = Show(run)
            try:
                feed.start(_PATIENCE_S)
                while True:
                    show.picture(feed.shot(_PATIENCE_S).picture)
            except Failed as failed:
                failure = failed.failure
            finally:
                feed.close()
    yield run.lost("open.seconds", failure)
