"""How often the true loss and jitter lie inside the interval that is stated with each figure."""

import dataclasses

from checker.model.observation import Observations
from tests.bench.lines import COVERED, DIRECTIONS, LINES
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import run_product
from tests.bench.table import markdown, median, number
from tests.lab.line_loss import Loss

LINE = "50/10"
LOSSES = (0.0, 0.5, 2.0, 5.0)
JITTERS = (0.0, 5.0, 20.0)
LAST_NEEDED = "idle.packets"
"""The idle phase ends near it: the loads need not run."""


def table(options: BenchOptions) -> str:
    """Loss of UDP alone, so that the questions around it go on undisturbed; jitter uniform from 0 to so many ms."""
    rows = []
    for percent in LOSSES:
        rows += _rows(options, "loss %", percent, Loss(down=percent, up=percent, only_udp=True), 0.0, percent)
    for most_ms in JITTERS:
        # The mean step between two uniform draws is a third of their range.
        rows += _rows(options, "jitter ms", most_ms, Loss(), most_ms, most_ms / 3)
    columns = [
        "figure",
        "set",
        "direction",
        "true",
        "runs",
        f"inside (goal {COVERED:.0%})",
        "median",
        "median interval ±",
    ]
    return markdown("Intervals of loss and jitter", columns, rows, f"On {LINE}, idle, each direction for itself.")


def _rows(
    options: BenchOptions, figure: str, set_to: float, loss: Loss, jitter_ms: float, true: float
) -> list[list[str]]:
    # At 20 ms apart no packet overtakes another; allowed, so that other packets do not hold ours back.
    shape = dataclasses.replace(
        LINES[LINE], loss=loss, jitter_down_ms=jitter_ms, jitter_up_ms=jitter_ms, may_overtake=bool(jitter_ms)
    )
    runs: list[Observations] = []
    with standing(shape, BenchOptions(runs=options.runs, lines=(LINE,), peers=False)) as (line, url):
        for run in range(options.runs):
            progress(f"{figure} {set_to:g}: run {run + 1} of {options.runs}")
            if measured := run_product(line, url, "--until", LAST_NEEDED):
                runs.append(measured.observations)
    return [_row(runs, figure, set_to, true, direction) for direction in DIRECTIONS]


def _row(runs: list[Observations], figure: str, set_to: float, true: float, direction: str) -> list[str]:
    stated = [run[f"idle.{figure.split(maxsplit=1)[0]}.{direction}"] for run in runs]
    pairs = [
        (float(observation.value), observation.uncertainty or 0.0)
        for observation in stated
        if isinstance(observation.value, (int, float)) and observation.uncertainty is not None
    ]
    held = sum(abs(value - true) <= uncertainty for value, uncertainty in pairs)
    share = f"{held / len(pairs):.0%}" if pairs else "not stated"
    cell = share if pairs and held / len(pairs) >= COVERED else f"**{share}**"
    middles = [number(median([pair[which] for pair in pairs]), 2) for which in (0, 1)]
    return [figure, f"{set_to:g}", direction, f"{true:.2f}", str(len(pairs)), cell, *middles]
