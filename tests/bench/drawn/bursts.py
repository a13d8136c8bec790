"""Lines that let the first megabytes through faster: which rate is stated, and what is said of the start."""

from checker.checks.line.diagnose.figures import measured_part
from checker.checks.line.direction import Direction
from tests.bench.drawn.draw import draw_burst
from tests.bench.lines import DIRECTIONS
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import ProductRun, run_product
from tests.bench.table import GAP, markdown, number, off, p95
from tests.lab.line import Shape

LASTING_ERROR = 5.0
"""Percent, of `--full` where it got beyond the start."""
AS_GOOD_AS_LASTING = 10.0
"""Percent: a quick run that is nearer needs to say nothing."""


def table(options: BenchOptions) -> str:
    """One line a direction of each drawn line, and below it how many did what they should."""
    rows, errors, named, silent = [], [], 0, 0
    for number_ in range(options.runs):
        shape = draw_burst(f"{options.seed}-{number_}")
        progress(f"burst {options.seed}-{number_}: run {number_ + 1} of {options.runs}")
        with standing(shape, BenchOptions(runs=1, lines=(), peers=False)) as (line, url):
            quick = run_product(line, url)
            line.steady()  # the credit is whole again
            full = run_product(line, url, "--full")
        if quick is None or full is None:
            continue
        for direction, name in enumerate(DIRECTIONS):
            error = _full_error(full, shape, direction)
            if error is not None:
                errors.append(abs(error))
                named += full.observations.has(f"{name}.burst.rate")
            quick_words = _words_of(quick, shape, direction)
            silent += quick_words == "nothing"
            rows.append(_row(f"{options.seed}-{number_}", shape, direction, quick, quick_words, full, error))
    columns = [
        "seed",
        "line",
        "burst",
        "direction",
        "true Mbit/s",
        "quick",
        "says",
        "--full",
        "off %",
        "burst seen, MB",
    ]
    within = sum(error <= LASTING_ERROR for error in errors)
    note = (
        f"`--full` got beyond the start {len(errors)} times: {within} within {LASTING_ERROR:g} % (p95 "
        f"{number(p95(errors))} %), the start named {named} times. Quick runs that state another rate and say nothing: "
        f"{silent}."
    )
    return markdown("Lines that start faster", columns, rows, note)


def _full_error(full: ProductRun, shape: Shape, direction: int) -> float | None:
    """Percent off the lasting rate; None where the run ended within the start, and says so."""
    name = DIRECTIONS[direction]
    delivered = shape.burst.delivered_megabytes() if shape.burst else 0.0
    has_passed = (full.observations.number(f"{name}.bytes") or 0.0) > delivered * 1.1
    has_burst = full.observations.has(f"{name}.burst.rate")
    return off(full.rate(direction), shape.goodput[direction]) if has_passed or has_burst else None


def _words_of(quick: ProductRun, shape: Shape, direction: int) -> str:
    """What a quick run says beside its rate."""
    if quick.observations.has(f"{DIRECTIONS[direction]}.burst.rate"):
        return "starts faster"
    error = off(quick.rate(direction), shape.goodput[direction])
    if error is not None and abs(error) <= AS_GOOD_AS_LASTING:
        return "the lasting rate"
    word = {Direction.DOWN: "down", Direction.UP: "up"}[list(Direction)[direction]]
    return "of the first MB" if word in measured_part(quick.observations)[1] else "nothing"


def _row(
    seed: str, shape: Shape, direction: int, quick: ProductRun, words: str, full: ProductRun, error: float | None
) -> list[str]:
    burst = shape.burst
    return [
        seed,
        f"{shape.down_mbit:.1f}/{shape.up_mbit:.1f}",
        f"{burst.delivered_megabytes():.1f} MB, {burst.times:.1f} times" if burst else GAP,
        DIRECTIONS[direction],
        number(shape.goodput[direction], 2),
        number(quick.rate(direction), 2),
        words,
        number(full.rate(direction), 2),
        "within the start" if error is None else number(error, 1),
        number(full.observations.number(f"{DIRECTIONS[direction]}.burst.bytes")),
    ]
