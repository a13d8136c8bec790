"""The benchmarks' command line."""

import argparse
import platform
import signal
import sys
from pathlib import Path

from tests.bench import (
    faults,
    gateways,
    imports,
    latency,
    loss,
    package,
    peers,
    rates,
    traces,
    varying,
)
from tests.bench.desk import command as desk
from tests.bench.devices import command as devices
from tests.bench.drawn import blame, bursts, queues, versions
from tests.bench.fuzzing import command as fuzzing
from tests.bench.lines import LINES
from tests.bench.options import BenchOptions, progress
from tests.bench.trust import command as trust
from tests.bench.window import command as window
from tests.lab.line import why_not
from tests.lab.line_delay import can_carry_uncut

PARTS = ("rates", "varying", "latency", "loss", "bursts", "queues", "blame", "versions", "cost")
CANNOT, STOPPED = 2, 130


def main(argv: list[str] | None = None) -> int:
    """Of `line`: 0 when every part was run, 2 where no line can be built, 130 after Ctrl-C. Of `faults`: see there."""
    words = _arguments(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return int(words.bench(words))
    except KeyboardInterrupt:
        return STOPPED


def _line(words: argparse.Namespace) -> int:
    if reason := why_not():
        print(f"The benchmark builds its own lines, and that {reason}.", file=sys.stderr)
        return CANNOT
    if lacking := peers.missing() if words.peers else []:
        progress(f"not installed, and left out: {', '.join(lacking)}")
    lines = tuple(name for name in words.lines if can_carry_uncut() or not LINES[name].uncut)
    if len(lines) < len(words.lines):
        progress("no gcc: lines above 100 Mbit/s are left out")
    options = BenchOptions(runs=words.runs, lines=lines, peers=words.peers, seed=words.seed)
    print(_run(options, words.parts, words.out))
    return 0


def _run(options: BenchOptions, parts: list[str], out: Path | None) -> str:
    """Writes after every part, so that a long run is never lost."""
    sections = [f"# The line, measured\n\n{platform.system()} {platform.release()}, {options.runs} runs a line.\n"]
    steady = rates.gather(options) if {"rates", "cost"} & set(parts) else []
    tables = {
        "rates": lambda: rates.rates(steady),
        "varying": lambda: varying.table(options),
        "latency": lambda: latency.table(options),
        "loss": lambda: loss.table(options),
        "bursts": lambda: bursts.table(options),
        "queues": lambda: queues.table(options),
        "blame": lambda: blame.table(options),
        "versions": lambda: versions.table(options),
        "cost": lambda: rates.cost(steady),
    }
    for part in parts:
        sections.append(tables[part]())
        if out:
            out.write_text("\n".join(sections), encoding="utf-8")
    return "\n".join(sections)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench", description="Measures the measurement.")
    benches = parser.add_subparsers(required=True)
    faults.register(benches)
    package.register(benches)
    gateways.register(benches)
    traces.register(benches)
    imports.register(benches)
    desk.register(benches)
    devices.register(benches)
    fuzzing.register(benches)
    trust.register(benches)
    window.register(benches)
    line = benches.add_parser("line", help="the check of the line, on lines of known rate")
    line.set_defaults(bench=_line)
    line.add_argument("--runs", type=int, default=10, help="of ours, for each line (10)")
    line.add_argument("--lines", type=_among(tuple(LINES)), default=list(LINES), help=f"of {','.join(LINES)}")
    line.add_argument("--parts", type=_among(PARTS), default=list(PARTS), help=f"of {','.join(PARTS)}")
    line.add_argument("--seed", type=int, default=1, help="of the lines that are drawn (1)")
    line.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    line.add_argument("--out", type=Path, help="Markdown file")
    return parser.parse_args(argv)


class _among:  # noqa: N801 - argparse names it in its complaint
    """A comma list of known words."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def __call__(self, text: str) -> list[str]:
        words = text.split(",")
        if strange := [word for word in words if word not in self._names]:
            raise argparse.ArgumentTypeError(f"{strange[0]}: not of {', '.join(self._names)}")
        return words
