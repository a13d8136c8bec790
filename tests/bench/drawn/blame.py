"""Lines that are well behind a Wi-Fi that is slow: whether the provider is blamed all the same."""

from collections import Counter

from checker.checks.line.need import LineNeed
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from tests.bench.drawn.draw import draw_slow_home
from tests.bench.lines import DIRECTIONS
from tests.bench.options import BenchOptions, progress, standing
from tests.bench.ours import ProductRun, run_product
from tests.bench.table import GAP, markdown, number
from tests.lab.line import Shape

PROVIDER_BLAMED = ("line.down-slow", "line.up-slow", "line.below-contract")
NEED = LineNeed(endpoint="http://10.66.2.2:8989", down_mbit=40.0, up_mbit=20.0)
"""More than any of these homes carries, so that each direction is found too slow."""


def table(options: BenchOptions) -> str:
    """A row a drawn home."""
    rows = []
    blamed: Counter[Sureness] = Counter()
    for number_ in range(options.runs):
        seed = f"{options.seed}-{number_}"
        shape = draw_slow_home(seed)
        with standing(shape, BenchOptions(runs=1, lines=(), peers=False)) as (line, url):
            run = run_product(line, url)
        if run is None:
            continue
        findings = findings_of(run)
        wrong = [finding for finding in findings if finding.code in PROVIDER_BLAMED]
        blamed.update(finding.sure for finding in wrong)
        rows.append(_row(seed, shape, run, findings))
        progress(f"home {seed}: {' '.join(rows[-1][3:])}; blamed until now: {blamed.total()} in {len(rows)}")
    words = "".join(f", {count} {sure.value}" for sure, count in blamed.items())
    note = f"The provider blamed for a home that is narrower: {blamed.total()} in {len(rows)} runs{words}."
    columns = ["seed", "line", "home", *(f"{name} Mbit/s" for name in DIRECTIONS), "said"]
    return markdown("Whom a slow Wi-Fi is put down to", columns, rows, note)


def findings_of(run: ProductRun) -> tuple[Finding, ...]:
    """By the whole reasoning. A busy machine makes every figure void, and would hide who is blamed."""
    observations = tuple(fact for fact in run.observations if fact.name != "cpu.during")
    measurement = Measurement(check="line", outcome=Outcome.DONE, observations=observations)
    return diagnose_measurements({"line": NEED}, [measurement])


def _row(seed: str, shape: Shape, run: ProductRun, findings: tuple[Finding, ...]) -> list[str]:
    home = shape.home
    troubles = [finding for finding in findings if finding.level not in (Level.OK, Level.NOTE)]
    return [
        seed,
        f"{shape.down_mbit:.1f}/{shape.up_mbit:.1f}",
        f"{home.down_mbit:.1f}/{home.up_mbit:.1f}" if home else GAP,
        *(number(run.rate(direction), 2) for direction in range(len(DIRECTIONS))),
        " ".join(f"**{entry.code}**" if entry.code in PROVIDER_BLAMED else entry.code for entry in troubles) or GAP,
    ]
