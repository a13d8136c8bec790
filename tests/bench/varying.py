"""Throughput error where the rate changes, against the line's own average over the time that was measured."""

import statistics

from tests.bench.lines import DIRECTIONS, LINES, VARYING, VARYING_ERROR
from tests.bench.ours import Ours, ours
from tests.bench.table import against, markdown, median, number, off, p95
from tests.bench.told import Told, progress, standing
from tests.lab.line import Shape
from tests.lab.line_course import Course, History, steps, varying, wave, wifi

SHAPES = ("a step", "a slow wave", "as on Wi-Fi")


def course(kind: str, seed: int) -> Course:
    """A new one for each run."""
    return {"a step": steps, "a slow wave": wave, "as on Wi-Fi": lambda: wifi(seed)}[kind]()


def table(told: Told) -> str:
    """Runs and says."""
    rows = []
    for name in [line for line in told.lines if line in VARYING]:
        for kind in SHAPES:
            errors: tuple[list[float], list[float]] = ([], [])
            with standing(LINES[name], Told(runs=told.runs, lines=told.lines, peers=False)) as (line, url):
                for run in range(told.runs):
                    progress(f"{name}, {kind}: run {run + 1} of {told.runs}")
                    with varying(line, course(kind, run)) as history:
                        seen = ours(line, url)
                    for way in (0, 1):
                        error = error_of(seen, history, LINES[name], way) if seen else None
                        errors[way].extend([] if error is None else [error])
            for way, direction in enumerate(DIRECTIONS):
                shown = [abs(error) for error in errors[way]]
                row = [name, kind, direction, str(len(shown)), against(median(shown), VARYING_ERROR, 2)]
                rows.append([*row, against(p95(shown), VARYING_ERROR, 2), number(median(errors[way]), 2)])
    columns = ["line", "rate", "direction", "runs", "median % (goal)", "p95 % (goal)", "bias %"]
    return markdown(
        "Throughput error on lines that change", columns, rows, "Against the average over the time measured."
    )


def error_of(seen: Ours, history: History, shape: Shape, direction: int) -> float | None:
    """Percent; None where no load was counted."""
    late = shape.rtt_ms / 2000  # what arrives now has left the line half a round trip ago
    share = shape.goodput[direction] / (shape.down_mbit, shape.up_mbit)[direction]
    means = [history.mean(direction, since - late, until - late) for since, until in seen.windows(direction)]
    return off(seen.rate(direction), statistics.fmean(means) * share) if means else None
