"""python3 -m tests.bench.measured URL [--full] [--until NAME] [--need D/U] [--second URL]: measures in process.

Prints what is seen, and when. `--need`: Mbit/s that the profile wants.

`began` is this run's start by CLOCK_MONOTONIC, which all network namespaces of a machine share; `windows` are what
the rate was counted in (direction 0 down or 1 up, from, to), `settled` what the latency was, in seconds after it.
`--until` stops after the named observation.
"""

import argparse
import sys
import time

from checker.checks.context import LiveSample, Progress
from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.model.codec import to_json
from checker.model.measurement import Measurement, Outcome
from checker.model.record import Record
from tests.checks.line.measuring import probe_context

DEADLINE_S = 60.0


class Window(Record, frozen=True, kw_only=True):
    """A load that was counted, in seconds after the run began."""

    direction: int
    from_s: float
    to_s: float


class Timed(Record, frozen=True, kw_only=True):
    """A measurement, and where it lies on CLOCK_MONOTONIC; `clock_offset_s`: what CLOCK_REALTIME is ahead of that."""

    measurement: Measurement
    began: float
    clock_offset_s: float = 0.0
    windows: tuple[Window, ...] = ()
    settled: tuple[Window, ...] = ()


def timed(need: LineNeed, full: bool, until: str = "") -> Timed:
    """Measures. Without events of windows, what lies between a direction's first and last shown rate counts as one."""
    began = time.monotonic()
    events: list[Progress | LiveSample] = []
    context = probe_context(events, DEADLINE_S, began=began)
    observations = []
    for observation in LibreSpeed(need, full=full).measure(context):
        observations.append(observation)
        if until and observation.name == until:
            break
    return Timed(
        measurement=Measurement(check="line", outcome=Outcome.DONE, observations=tuple(observations)),
        began=began,
        clock_offset_s=time.time() - time.monotonic(),
        windows=windows(
            [event for event in events if isinstance(event, LiveSample)],
            {observation.name: observation.at_s for observation in observations},
        ),
        settled=tuple(
            Window(direction=int(event.numbers[0]), from_s=event.numbers[1], to_s=event.numbers[2])
            for event in events
            if isinstance(event, LiveSample) and event.kind == "latency.window"
        ),
    )


WARM_S = 1.0
"""Of a load whose window nobody tells: it is not counted."""


def windows(events: list[LiveSample], at_s: dict[str, float]) -> tuple[Window, ...]:
    """Of live events; `at_s`: when each observation was made, to tell which load a shown rate belongs to."""
    exact = [event.numbers for event in events if event.kind == "window"]
    if exact:
        return tuple(Window(direction=int(direction), from_s=since, to_s=until) for direction, since, until in exact)
    rates = [event.numbers[0] for event in events if event.kind == "rate"]
    down_ended = at_s.get("down.rate", float("inf"))
    both = ([at for at in rates if at <= down_ended], [at for at in rates if at > down_ended])
    return tuple(
        Window(direction=direction, from_s=times[0] + WARM_S, to_s=times[-1])
        for direction, times in enumerate(both)
        if times and times[-1] - times[0] > WARM_S
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench.measured")
    parser.add_argument("url")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--until", default="")
    parser.add_argument("--need", default="0/0")
    parser.add_argument("--second", default="")
    arguments = parser.parse_args()
    down, _, up = arguments.need.partition("/")
    need = LineNeed(endpoint=arguments.url, second=arguments.second, down_mbit=float(down), up_mbit=float(up))
    sys.stdout.buffer.write(to_json(timed(need, arguments.full, arguments.until)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
