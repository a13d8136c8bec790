"""Lines that both IP versions lead over: what each brings, and whether the narrower one is named."""

import random

from checker.checks.line.comparison.compared_path import ComparedPath
from checker.checks.line.diagnose import diagnose
from checker.checks.line.need import LineNeed
from checker.model.observation import Observations
from tests.bench.drawn.draw import draw_plain
from tests.bench.options import BenchOptions, progress
from tests.bench.ours import ProductRun, run_product
from tests.bench.table import GAP, markdown, number, off, p95
from tests.lab.line import Shape, shaped
from tests.lab.line_versions import dual_stack

COMPARED_ERROR = 10.0
"""Percent: a second of one path tells no more."""
NEED_MBIT = (60.0, 0.0)
"""More than any of these lines carries down, so that each version is measured to its end."""
_HEADER_6 = 1428 / 1448
"""IPv6's header is 20 bytes longer than IPv4's (RFC 8200, 3)."""


def table(options: BenchOptions) -> str:
    """A row a drawn line; half of them have one version that is narrower."""
    rows, errors, wrong, seconds = [], [], 0, []
    for number_ in range(options.runs):
        seed = f"{options.seed}-{number_}"
        chance = random.Random(f"versions {seed}")
        shape, narrow = draw_plain(seed), chance.choice((4, 6))
        narrow_mbit = shape.down_mbit * chance.uniform(0.1, 0.6) if chance.random() < 0.5 else 0.0
        progress(f"versions {seed}: run {number_ + 1} of {options.runs}")
        with shaped(shape) as line, dual_stack(line, narrow=narrow, narrow_mbit=narrow_mbit) as url:
            run = run_product(line, url, "--need", f"{NEED_MBIT[0]:g}/{NEED_MBIT[1]:g}")
        if run is None:
            continue
        measured = int(run.observations.number("ip.version") or 0)
        path = ComparedPath.IPV4 if measured == 6 else ComparedPath.IPV6
        truth = _truth(shape, 10 - measured, narrow, narrow_mbit)
        compared = run.observations.number("compared.down.rate", path.value)
        error = off(compared, truth)
        errors.extend([] if error is None else [abs(error)])
        named = _is_named(run)
        wrong += named != bool(narrow_mbit)
        seconds.append(run.observations.number("compared.seconds", path.value) or 0.0)
        rows.append(
            [
                seed,
                f"{shape.down_mbit:.1f}/{shape.up_mbit:.1f}",
                f"IPv{narrow} {narrow_mbit:.1f}" if narrow_mbit else GAP,
                f"IPv{measured}",
                number(run.rate(0), 2),
                number(_truth(shape, measured, narrow, narrow_mbit), 2),
                number(compared, 2),
                number(truth, 2),
                number(error),
                "named" if named else GAP,
            ]
        )
    columns = ["seed", "line", "narrower", "measured by", "Mbit/s", "true", "the other", "true", "off %", "said"]
    within = sum(error <= COMPARED_ERROR for error in errors)
    note = (
        f"The other version: {within} of {len(errors)} within {COMPARED_ERROR:g} % (p95 {number(p95(errors))} %), "
        f"at most {number(max(seconds, default=0.0), 2)} s. Named wrongly, or not named: {wrong}."
    )
    return markdown("Both IP versions", columns, rows, note)


def _truth(shape: Shape, version: int, narrow: int, narrow_mbit: float) -> float:
    """Mbit/s of TCP."""
    line = shape.goodput[0]
    if narrow_mbit and version == narrow:
        line = min(line, narrow_mbit * 1448 / 1514)
    return line * (_HEADER_6 if version == 6 else 1.0)


def _is_named(run: ProductRun) -> bool:
    """A busy machine makes every figure void, and would hide what is said."""
    observations = Observations(fact for fact in run.observations if fact.name != "cpu.during")
    need = LineNeed(endpoint="http://desk.example", down_mbit=NEED_MBIT[0])
    return any(finding.code == "line.one-version-slow" for finding in diagnose(observations, need))
