"""Throughput error where the rate changes, against the line's own average over the time that was measured."""

import statistics

from tests.bench.lines import DIRECTIONS, LINES, VARYING, VARYING_ERROR
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import ProductRun, run_product
from tests.bench.table import against, markdown, median, number, off, p95
from tests.lab.line import Shape
from tests.lab.line_course import History, RateCourse, steps, varying, wave, wifi

SHAPES = ("a step", "a slow wave", "as on Wi-Fi")


def make_course(kind: str, seed: int) -> RateCourse:
    """A new one for each run."""
    return {"a step": steps, "a slow wave": wave, "as on Wi-Fi": lambda: wifi(seed)}[kind]()


def table(options: BenchOptions) -> str:
    """Runs and says."""
    rows = []
    for name in [line for line in options.lines if line in VARYING]:
        for kind in SHAPES:
            errors: tuple[list[float], list[float]] = ([], [])
            with standing(LINES[name], BenchOptions(runs=options.runs, lines=options.lines, peers=False)) as (
                line,
                url,
            ):
                for run in range(options.runs):
                    progress(f"{name}, {kind}: run {run + 1} of {options.runs}")
                    with varying(line, make_course(kind, run)) as history:
                        measured = run_product(line, url)
                    for index in (0, 1):
                        error = error_of(measured, history, LINES[name], index) if measured else None
                        errors[index].extend([] if error is None else [error])
            for index, direction in enumerate(DIRECTIONS):
                sizes = [abs(error) for error in errors[index]]
                row = [name, kind, direction, str(len(sizes)), against(median(sizes), VARYING_ERROR, 2)]
                rows.append([*row, against(p95(sizes), VARYING_ERROR, 2), number(median(errors[index]), 2)])
    columns = ["line", "rate", "direction", "runs", "median % (goal)", "p95 % (goal)", "bias %"]
    return markdown(
        "Throughput error on lines that change", columns, rows, "Against the average over the time measured."
    )


def error_of(measured: ProductRun, history: History, shape: Shape, direction: int) -> float | None:
    """Percent; None where no load was counted."""
    late = shape.rtt_ms / 2000  # what arrives now has left the line half a round trip ago
    share = shape.goodput[direction] / (shape.down_mbit, shape.up_mbit)[direction]
    means = [history.mean(direction, since - late, until - late) for since, until in measured.windows(direction)]
    return off(measured.rate(direction), statistics.fmean(means) * share) if means else None
