"""Latency, idle and under load, beside irtt."""

import time

from tests.bench import peers
from tests.bench.lines import DIRECTIONS, IDLE_MS, LATENCY_ERROR, LINES
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import run_product
from tests.bench.table import GAP, against, markdown, median, number

IDLE_BEFORE_S = 1.5


def table(options: BenchOptions) -> str:
    """Runs and says; without irtt there is nothing to compare with."""
    title = "Latency"
    if not options.has_peer("irtt"):
        return markdown(title, ["line"], [], "irtt is missing or not wanted.")
    rows = [row for name in options.lines for row in _rows(name, options)]
    columns = ["line", "state", "runs", "ours ms", "irtt ms, same load", "off, median (goal)", "irtt during iperf3 -P4"]
    note = f"Off: ms idle (goal {IDLE_MS:g}), percent under load (goal {LATENCY_ERROR:g}); medians of each run's own."
    return markdown(title, columns, rows, note)


def _rows(name: str, options: BenchOptions) -> list[list[str]]:
    pairs: dict[str, list[tuple[float, float]]] = {"idle": [], "down": [], "up": []}
    during: dict[str, float | None] = {}
    with standing(LINES[name], options) as (line, url):
        for run in range(options.runs):
            progress(f"{name}, beside irtt: run {run + 1} of {options.runs}")
            with peers.irtt(line) as trips:
                measured = run_product(line, url)
            with peers.irtt(line) as idle:
                time.sleep(IDLE_BEFORE_S)
            if measured is None:
                continue
            _note(pairs["idle"], measured.observations.number("idle.latency"), idle.median())
            for index, direction in enumerate(DIRECTIONS):
                for since, until in measured.settled(index):
                    _note(
                        pairs[direction],
                        measured.observations.number(f"{direction}.latency"),
                        trips.median(since, until),
                    )
        if options.has_peer("iperf3"):
            during = {direction: peers.loaded(line, index) for index, direction in enumerate(DIRECTIONS)}
    return [_row(name, state, values, during.get(state)) for state, values in pairs.items()]


def _note(pairs: list[tuple[float, float]], mine: float | None, peer: float | None) -> None:
    if mine is not None and peer is not None:
        pairs.append((mine, peer))


def _row(name: str, state: str, pairs: list[tuple[float, float]], during: float | None) -> list[str]:
    idle = state == "idle"
    apart = [abs(mine - peer_ms) * (1 if idle else 100 / peer_ms) for mine, peer_ms in pairs]
    medians = [number(median([pair[which] for pair in pairs])) for which in (0, 1)]
    goal = IDLE_MS if idle else LATENCY_ERROR
    return [name, state, str(len(pairs)), *medians, against(median(apart), goal, 2), GAP if idle else number(during)]
