"""What the window shows while the camera runs, and forgets: pictures, small and at most fifteen a second, and words."""

from checker.checks.camera.capture.opencv import Picture, shrink
from checker.checks.context import ProbeContext
from checker.model.text import Text
from checker.net.clock import monotonic_s

WIDTH, HEIGHT = 320, 240
_EVERY_S = 1 / 15


class FrameEmitter:
    """Passes pictures on as `frame`: width, height and red, green, blue; not mirrored."""

    def __init__(self, context: ProbeContext) -> None:
        self._context = context
        self._next_at = 0.0

    def emit(self, picture: Picture) -> None:
        """Shows it, unless the one before is still fresh."""
        now = monotonic_s()
        if now < self._next_at:
            return
        self._next_at = now + _EVERY_S
        thumbnail = shrink(picture, WIDTH, HEIGHT)
        self._context.live(
            "frame", (float(thumbnail.shape[1]), float(thumbnail.shape[0])), thumbnail[:, :, ::-1].tobytes()
        )


def emit_users(context: ProbeContext, programs: list[str]) -> None:
    """Tells the screen of this PC which programs have the camera. Their names are kept nowhere."""
    if not programs:
        return
    names = ", ".join(programs[:3])
    advice = Text(
        de=f"Gerade benutzt die Kamera: {names}. Beenden Sie dieses Programm.",
        en=f"Using the camera just now: {names}. Quit that program.",
    )
    context.live("advice", text=advice)
