"""The program's worker, whose probes show a picture, a level and a hint that are known, and then crash."""

import os
import sys
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.declaration import Check, Need
from checker.model.observation import Observation
from checker.model.text import Text
from checker.run import worker

PIXELS = b"GEHEIMESBILD"
WIDTH, HEIGHT = 32, 24
PICTURE = PIXELS * (WIDTH * HEIGHT * 3 // len(PIXELS))
LEVEL = -12.345678
HOLDER = "Geheimprogramm"
NAMES = {"camera": "device.names", "microphone": "device.names", "speaker": "output.names"}


def crashing(part: str) -> Callable[[Need, ProbeContext], Iterator[Observation]]:
    """By an exception that holds the picture, and the preview by the end of its process."""

    def observe(_need: Need, context: ProbeContext) -> Iterator[Observation]:
        if part == "hotplug":
            context.pause(60)
        yield context.observation(NAMES[context.check.name], ["Muster 1", "Muster 2"])
        context.live("frame", (float(WIDTH), float(HEIGHT)), PICTURE)
        context.live("level", (LEVEL,))
        context.live("advice", text=Text(de=f"Gerade benutzt: {HOLDER}.", en=HOLDER))
        context.pause(0.5)
        if part == "preview":
            os._exit(13)
        raise ValueError(PICTURE, LEVEL, HOLDER)

    return observe


if __name__ == "__main__":
    Check.probe = lambda _self, part="probe": crashing(part)  # type: ignore[method-assign]
    sys.exit(worker.main())
