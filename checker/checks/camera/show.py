"""Live pictures for the window: small, at most fifteen a second, and kept nowhere."""

import time

from checker.checks.camera.opencv import Picture, small
from checker.checks.contract import Run

WIDTH, HEIGHT = 320, 240
_EVERY_S = 1 / 15


class Show:
    """Passes pictures on as `frame`: width, height and red, green, blue; not mirrored."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._due = 0.0

    def picture(self, picture: Picture) -> None:
        """Shows it, unless the one before is still fresh."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _EVERY_S
        seen = small(picture, WIDTH, HEIGHT)
        self._run.live("frame", (float(seen.shape[1]), float(seen.shape[0])), seen[:, :, ::-1].tobytes())
