"""Latency, idle and under load, beside irtt."""

import time

from tests.bench import peers
from tests.bench.lines import DIRECTIONS, IDLE_MS, LATENCY_ERROR, LINES
from tests.bench.ours import ours
from tests.bench.table import GAP, against, markdown, median, number
from tests.bench.told import Told, progress, standing

IDLE_BEFORE_S = 1.5


def table(told: Told) -> str:
    """Runs and says; without irtt there is nothing to compare with."""
    title = "Latency"
    if not told.beside("irtt"):
        return markdown(title, ["line"], [], "irtt is missing or not wanted.")
    rows = [row for name in told.lines for row in _rows(name, told)]
    columns = ["line", "state", "runs", "ours ms", "irtt ms, same load", "off, median (goal)", "irtt during iperf3 -P4"]
    note = f"Off: ms idle (goal {IDLE_MS:g}), percent under load (goal {LATENCY_ERROR:g}); medians of each run's own."
    return markdown(title, columns, rows, note)


def _rows(name: str, told: Told) -> list[list[str]]:
    pairs: dict[str, list[tuple[float, float]]] = {"idle": [], "down": [], "up": []}
    during: dict[str, float | None] = {}
    with standing(LINES[name], told) as (line, url):
        for run in range(told.runs):
            progress(f"{name}, beside irtt: run {run + 1} of {told.runs}")
            with peers.irtt(line) as trips:
                seen = ours(line, url)
            with peers.irtt(line) as idle:
                time.sleep(IDLE_BEFORE_S)
            if seen is None:
                continue
            _note(pairs["idle"], seen.seen.number("idle.latency"), idle.median())
            for way, direction in enumerate(DIRECTIONS):
                for since, until in seen.settled(way):
                    _note(pairs[direction], seen.seen.number(f"{direction}.latency"), trips.median(since, until))
        if told.beside("iperf3"):
            during = {direction: peers.loaded(line, way) for way, direction in enumerate(DIRECTIONS)}
    return [_row(name, state, found, during.get(state)) for state, found in pairs.items()]


def _note(pairs: list[tuple[float, float]], mine: float | None, theirs: float | None) -> None:
    if mine is not None and theirs is not None:
        pairs.append((mine, theirs))


def _row(name: str, state: str, pairs: list[tuple[float, float]], during: float | None) -> list[str]:
    idle = state == "idle"
    apart = [abs(mine - theirs) * (1 if idle else 100 / theirs) for mine, theirs in pairs]
    shown = [number(median([one[which] for one in pairs])) for which in (0, 1)]
    goal = IDLE_MS if idle else LATENCY_ERROR
    return [name, state, str(len(pairs)), *shown, against(median(apart), goal, 2), GAP if idle else number(during)]
