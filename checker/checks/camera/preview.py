"""The camera's live picture in the window, until the window has enough of it, and what would make it better."""

import time
from collections.abc import Iterator
from functools import partial

from checker.checks.camera.advice import Advisor
from checker.checks.camera.device import in_order
from checker.checks.camera.feed import Feed
from checker.checks.camera.frames import Frames
from checker.checks.camera.host import Host
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.opencv import Picture
from checker.checks.camera.show import Show, name_users
from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation

_PATIENCE_S = 30.0
"""Someone who watches may wait for a slow driver; the check itself does not."""
_ADVISE_EVERY_S = 0.5


def observe(need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Shows pictures until it is cancelled; yields one failure when there is nothing to show."""
    return preview(need, context, Host())


def preview(need: CameraNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    failure = Failure(operation=Operation.OPEN, kind=FailureKind.MISSING)
    try:
        cameras = in_order(host.cameras(context.system), need.device)
    except (OperationFailed, ImportError):
        cameras = []
    for camera in cameras:
        for way in camera.ways:
            feed = Feed(partial(host.opened, way), context.raise_if_cancelled, here=context.system == "macos")
            show, counsel = Show(context), Counsel(context, host.times.warm_up_s)
            try:
                feed.start(_PATIENCE_S)
                while True:
                    picture = feed.shot(_PATIENCE_S).picture
                    show.picture(picture)
                    counsel.picture(picture)
            except OperationFailed as failed:
                failure = failed.failure
            finally:
                feed.close()
        name_users(context, host.users(context.system, camera))
    yield context.failed_observation("open.seconds", failure)


class Counsel:
    """Says what would make the picture better, or that it is good: one `advice` whenever that changes."""

    def __init__(self, context: ProbeContext, warm_up_s: float) -> None:
        self._context = context
        self._advisor = Advisor()
        self._frames = Frames()
        self._due = time.monotonic() + warm_up_s + _ADVISE_EVERY_S
        self._from = time.monotonic() + warm_up_s

    def picture(self, picture: Picture) -> None:
        """One more picture."""
        now = time.monotonic()
        if now < self._from:
            return
        self._frames.add(picture)
        if now < self._due:
            return
        self._due = now + _ADVISE_EVERY_S
        like = self._frames.likeness()
        self._frames = Frames()
        said = self._advisor.hear(like) if like is not None else None
        if said is not None:
            self._context.live("advice", text=said)
