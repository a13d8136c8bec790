"""What the window shows while the camera runs, and forgets: pictures, small and at most fifteen a second, and words."""

import time

from checker.checks.camera.opencv import Picture, small
from checker.checks.context import ProbeContext
from checker.model.text import Text

WIDTH, HEIGHT = 320, 240
_EVERY_S = 1 / 15


class Show:
    """Passes pictures on as `frame`: width, height and red, green, blue; not mirrored."""

    def __init__(self, context: ProbeContext) -> None:
        self._context = context
        self._due = 0.0

    def picture(self, picture: Picture) -> None:
        """Shows it, unless the one before is still fresh."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _EVERY_S
        seen = small(picture, WIDTH, HEIGHT)
        self._context.live("frame", (float(seen.shape[1]), float(seen.shape[0])), seen[:, :, ::-1].tobytes())


def name_users(context: ProbeContext, programs: list[str]) -> None:
    """Tells the screen of this PC which programs have the camera. Their names are kept nowhere."""
    if not programs:
        return
    who = ", ".join(programs[:3])
    said = Text(
        de=f"Gerade benutzt die Kamera: {who}. Beenden Sie dieses Programm.",
        en=f"Using the camera just now: {who}. Quit that program.",
    )
    context.live("advice", text=said)
