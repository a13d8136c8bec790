"""How often the true loss and jitter lie inside the interval that is stated with each figure."""

import dataclasses

from checker.model.observation import Observations
from tests.bench.lines import COVERED, DIRECTIONS, LINES
from tests.bench.ours import ours
from tests.bench.table import markdown, median, number
from tests.bench.told import Told, progress, standing
from tests.lab.line_loss import Loss

LINE = "50/10"
LOSSES = (0.0, 0.5, 2.0, 5.0)
JITTERS = (0.0, 5.0, 20.0)
LAST_NEEDED = "idle.packets"
"""The idle phase ends near it: the loads need not run."""


def table(told: Told) -> str:
    """Loss of UDP alone, so that the questions around it go on undisturbed; jitter uniform from 0 to so many ms."""
    rows = []
    for percent in LOSSES:
        rows += _rows(told, "loss %", percent, Loss(down=percent, up=percent, only_udp=True), 0.0, percent)
    for most_ms in JITTERS:
        # The mean step between two uniform draws is a third of their range.
        rows += _rows(told, "jitter ms", most_ms, Loss(), most_ms, most_ms / 3)
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


def _rows(told: Told, figure: str, set_to: float, loss: Loss, jitter_ms: float, true: float) -> list[list[str]]:
    # At 20 ms apart no packet overtakes another; allowed, so that other packets do not hold ours back.
    shape = dataclasses.replace(
        LINES[LINE], loss=loss, jitter_down_ms=jitter_ms, jitter_up_ms=jitter_ms, may_overtake=bool(jitter_ms)
    )
    seen: list[Observations] = []
    with standing(shape, Told(runs=told.runs, lines=(LINE,), peers=False)) as (line, url):
        for run in range(told.runs):
            progress(f"{figure} {set_to:g}: run {run + 1} of {told.runs}")
            if one := ours(line, url, "--until", LAST_NEEDED):
                seen.append(one.seen)
    return [_row(seen, figure, set_to, true, direction) for direction in DIRECTIONS]


def _row(seen: list[Observations], figure: str, set_to: float, true: float, direction: str) -> list[str]:
    stated = [one[f"idle.{figure.split(maxsplit=1)[0]}.{direction}"] for one in seen]
    pairs = [
        (float(one.value), one.uncertainty or 0.0)
        for one in stated
        if isinstance(one.value, (int, float)) and one.uncertainty is not None
    ]
    held = sum(abs(value - true) <= uncertainty for value, uncertainty in pairs)
    share = f"{held / len(pairs):.0%}" if pairs else "not stated"
    shown = share if pairs and held / len(pairs) >= COVERED else f"**{share}**"
    middles = [number(median([pair[which] for pair in pairs]), 2) for which in (0, 1)]
    return [figure, f"{set_to:g}", direction, f"{true:.2f}", str(len(pairs)), shown, *middles]
