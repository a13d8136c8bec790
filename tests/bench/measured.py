"""python3 -m tests.bench.measured URL [--full] [--until NAME]: measures in process; prints what is seen, and when.

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
from tests.checks.line.measuring import a_run

DEADLINE_S = 40.0


class Window(Record, frozen=True, kw_only=True):
    """A load that was counted, in seconds after the run began."""

    direction: int
    from_s: float
    to_s: float


class Timed(Record, frozen=True, kw_only=True):
    """A measurement, and where it lies on CLOCK_MONOTONIC."""

    measurement: Measurement
    began: float
    windows: tuple[Window, ...] = ()
    settled: tuple[Window, ...] = ()


def timed(url: str, full: bool, until: str = "") -> Timed:
    """Measures. Without events of windows, what lies between a direction's first and last shown rate counts as one."""
    began = time.monotonic()
    told: list[Progress | LiveSample] = []
    run = a_run(told, DEADLINE_S, began=began)
    seen = []
    for one in LibreSpeed(LineNeed(endpoint=url), full=full).measure(run):
        seen.append(one)
        if until and one.name == until:
            break
    return Timed(
        measurement=Measurement(check="line", outcome=Outcome.DONE, observations=tuple(seen)),
        began=began,
        windows=windows([one for one in told if isinstance(one, LiveSample)], {one.name: one.at_s for one in seen}),
        settled=tuple(
            Window(direction=int(one.numbers[0]), from_s=one.numbers[1], to_s=one.numbers[2])
            for one in told
            if isinstance(one, LiveSample) and one.kind == "latency.window"
        ),
    )


WARM_S = 1.0
"""Of a load whose window nobody tells: it is not counted."""


def windows(told: list[LiveSample], at_s: dict[str, float]) -> tuple[Window, ...]:
    """Of live events; `at_s`: when each observation was made, to tell which load a shown rate belongs to."""
    exact = [one.numbers for one in told if one.kind == "window"]
    if exact:
        return tuple(Window(direction=int(way), from_s=since, to_s=until) for way, since, until in exact)
    shown = [one.numbers[0] for one in told if one.kind == "rate"]
    down_ended = at_s.get("down.rate", float("inf"))
    both = ([at for at in shown if at <= down_ended], [at for at in shown if at > down_ended])
    return tuple(
        Window(direction=way, from_s=times[0] + WARM_S, to_s=times[-1])
        for way, times in enumerate(both)
        if times and times[-1] - times[0] > WARM_S
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench.measured")
    parser.add_argument("url")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--until", default="")
    told = parser.parse_args()
    sys.stdout.buffer.write(to_json(timed(told.url, told.full, told.until)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
