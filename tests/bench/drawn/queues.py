"""Queues before and behind the router: who is named, and the part of the waiting that is put down to the home."""

import contextlib
import re
import statistics
import subprocess
from collections.abc import Iterator

from checker.checks.line.diagnose import diagnose
from checker.checks.line.diagnose.queue_place import QueuePlace, queue_delay, queue_place
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed
from checker.model.observation import Observations
from tests.bench.drawn.draw import draw_home
from tests.bench.lines import DIRECTIONS
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import ProductRun, run_product
from tests.bench.table import GAP, against, markdown, median, number, p95
from tests.lab.line import Line, Shape

ROUTER = "10.66.1.1"
SPLIT_ERROR, SPLIT_MS = 10.0, 5.0
"""Percent off ping's own median of the same seconds, or ms: what is larger."""
PROVIDER_BLAMED = ("line.down-slow", "line.up-slow", "line.below-contract")
NEED = LineNeed(endpoint="http://10.66.2.2:8989", down_mbit=40.0, up_mbit=20.0)
"""More than any of these lines carries, so that each direction is found too slow."""
_REPLY = re.compile(r"\[(\d+\.\d+)\].*time=([\d.]+) ms")


def table(options: BenchOptions) -> str:
    """A row a direction of each drawn home."""
    rows, errors, wrong, blamed = [], [], 0, 0
    for number_ in range(options.runs):
        seed = f"{options.seed}-{number_}"
        shape = draw_home(seed)
        progress(f"home {seed}: run {number_ + 1} of {options.runs}")
        with standing(shape, BenchOptions(runs=1, lines=(), peers=False)) as (line, url), _pinging(line) as replies:
            run = run_product(line, url)
        if run is None:
            continue
        # a busy machine makes every figure void, and would hide who is blamed
        observations = Observations(fact for fact in run.observations if fact.name != "cpu.during")
        codes = [finding.code for finding in diagnose(observations, NEED)]
        for direction, name in enumerate(DIRECTIONS):
            truth = _narrower(shape, direction)
            place = queue_place(run.observations, Direction(name))
            wrong += place not in (truth, QueuePlace.UNKNOWN)
            blamed += truth is QueuePlace.HOME and PROVIDER_BLAMED[direction] in codes
            error = _split_error(run, replies, direction)
            errors.extend([] if error is None else [error])
            rows.append(_row(seed, shape, direction, run, truth, place, error))
    columns = [
        "seed",
        "line",
        "home",
        "direction",
        "narrower",
        "named",
        "waiting ms",
        "of it at home ms",
        "off % of ping",
    ]
    note = (
        f"Named wrongly: {wrong}. The provider blamed for a home that is narrower: {blamed}. "
        f"Off ping to the router over the same seconds: median {number(median(errors))} %, "
        f"p95 {against(p95(errors), SPLIT_ERROR)} %."
    )
    return markdown("Whose queue", columns, rows, note)


def _narrower(shape: Shape, direction: int) -> QueuePlace:
    home = shape.home
    assert home
    at_home, line = ((home.down_mbit, shape.down_mbit), (home.up_mbit, shape.up_mbit))[direction]
    return QueuePlace.HOME if at_home < line else QueuePlace.BEYOND


@contextlib.contextmanager
def _pinging(line: Line) -> Iterator[list[tuple[float, float]]]:
    """When each reply of the router came, by CLOCK_REALTIME, and its ms; filled when the context ends."""
    command = line.inside("client", "ping", "-n", "-D", "-i", "0.05", "-W", "2", ROUTER)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    replies: list[tuple[float, float]] = []
    try:
        yield replies
    finally:
        process.terminate()
        printed = process.communicate(timeout=5)[0]
        replies += [(float(at), float(ms)) for at, ms in _REPLY.findall(printed)]


def _split_error(run: ProductRun, replies: list[tuple[float, float]], direction: int) -> float | None:
    own = run.observations.number(f"{DIRECTIONS[direction]}.router.latency")
    ms = [
        trip
        for since, until in run.settled(direction)
        for at, trip in replies
        if since <= at - run.timed.clock_offset_s - trip / 1000 < until
    ]
    if own is None or len(ms) < 4:
        return None
    true = statistics.median(ms)
    return 0.0 if abs(own - true) <= SPLIT_MS else 100 * abs(own - true) / true


def _row(
    seed: str, shape: Shape, direction: int, run: ProductRun, truth: QueuePlace, place: QueuePlace, error: float | None
) -> list[str]:
    delay, home = queue_delay(run.observations, Direction(DIRECTIONS[direction])), shape.home
    return [
        seed,
        f"{shape.down_mbit:.1f}/{shape.up_mbit:.1f}",
        f"{home.down_mbit:.1f}/{home.up_mbit:.1f}" if home else GAP,
        DIRECTIONS[direction],
        truth.value,
        place.value if place in (truth, QueuePlace.UNKNOWN) else f"**{place.value}**",
        number(delay.total_ms if delay else None),
        number(delay.home_ms if delay else None),
        number(error),
    ]
