"""The camera's live picture in the window, until the window has enough of it, and what would make it better."""

from collections.abc import Iterator
from functools import partial

from checker.checks.camera.capture.device import mark_virtual, sort_cameras
from checker.checks.camera.capture.frame_reader import FrameReader
from checker.checks.camera.capture.opencv import Picture
from checker.checks.camera.host import CameraHost
from checker.checks.camera.live_view import FrameEmitter, emit_users
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.picture.advice import PictureAdvisor
from checker.checks.camera.picture.frame_statistics import PictureStatistics
from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s

_PATIENCE_S = 30.0
"""Someone who watches may wait for a slow driver; the check itself does not."""
_ADVISE_EVERY_S = 0.5


def observe(need: CameraNeed, context: ProbeContext) -> Iterator[Observation]:
    """Shows pictures until it is cancelled; yields one failure when there is nothing to show."""
    return preview(need, context, CameraHost())


def preview(need: CameraNeed, context: ProbeContext, host: CameraHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    failure = Failure(operation=Operation.OPEN, kind=FailureKind.MISSING)
    try:
        cameras = sort_cameras(mark_virtual(host.cameras(context.system), need.virtual), need.device)
    except (OperationFailed, ImportError):
        cameras = []
    for camera in cameras:
        for backend in camera.backends:
            reader = FrameReader(
                partial(host.open_capture, backend),
                context.raise_if_cancelled,
                in_caller_thread=context.system == "macos",
            )
            frame_emitter, advice_emitter = FrameEmitter(context), AdviceEmitter(context, host.times.warm_up_s)
            try:
                reader.start(_PATIENCE_S)
                while True:
                    picture = reader.next_frame(_PATIENCE_S).picture
                    frame_emitter.emit(picture)
                    advice_emitter.add(picture)
            except OperationFailed as failed:
                failure = failed.failure
            finally:
                reader.close()
        emit_users(context, host.users(context.system, camera))
    yield context.failed_observation("open.seconds", failure)


class AdviceEmitter:
    """Emits what would make the picture better, or that it is good: one `advice` whenever that changes."""

    def __init__(self, context: ProbeContext, warm_up_s: float) -> None:
        self._context = context
        self._advisor = PictureAdvisor()
        self._statistics = PictureStatistics()
        self._next_at = monotonic_s() + warm_up_s + _ADVISE_EVERY_S
        self._starts_at = monotonic_s() + warm_up_s

    def add(self, picture: Picture) -> None:
        """One more picture."""
        now = monotonic_s()
        if now < self._starts_at:
            return
        self._statistics.add(picture)
        if now < self._next_at:
            return
        self._next_at = now + _ADVISE_EVERY_S
        metrics = self._statistics.metrics()
        self._statistics = PictureStatistics()
        advice = self._advisor.update(metrics) if metrics is not None else None
        if advice is not None:
            self._context.live("advice", text=advice)
