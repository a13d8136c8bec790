"""The program's worker, whose probes show a picture, a level and a hint that are known, and then crash."""

import os
import sys
from collections.abc import Callable, Iterator

from checker.checks.contract import Check, Need, Run
from checker.model.observation import Observation
from checker.model.text import Text
from checker.run import worker

PIXELS = b"GEHEIMESBILD"
WIDTH, HEIGHT = 32, 24
PICTURE = PIXELS * (WIDTH * HEIGHT * 3 // len(PIXELS))
LEVEL = -12.345678
HOLDER = "Geheimprogramm"
NAMES = {"camera": "device.names", "microphone": "device.names", "speaker": "output.names"}


def crashing(part: str) -> Callable[[Need, Run], Iterator[Observation]]:
    """By an exception that holds the picture, and the preview by the end of its process."""

    def observe(_need: Need, run: Run) -> Iterator[Observation]:
        if part == "plugged":
            run.pause(60)
        yield run.saw(NAMES[run.check.name], ["Muster 1", "Muster 2"])
        run.live("frame", (float(WIDTH), float(HEIGHT)), PICTURE)
        run.live("level", (LEVEL,))
        run.live("advice", text=Text(de=f"Gerade benutzt: {HOLDER}.", en=HOLDER))
        run.pause(0.5)
        if part == "preview":
            os._exit(13)
        raise ValueError(PICTURE, LEVEL, HOLDER)

    return observe


if __name__ == "__main__":
    Check.probe = lambda _self, part="probe": crashing(part)  # type: ignore[method-assign]
    sys.exit(worker.main())
