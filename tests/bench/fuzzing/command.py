"""`python3 -m tests.bench fuzz`: options, and the table."""

import argparse

from tests.bench.fuzzing.engine import fuzz_in_child
from tests.bench.fuzzing.parsers import parsers
from tests.bench.table import markdown

SLOW_S = 2.0
"""For the worst input of all: nobody waits longer for a parser than for the network."""


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`fuzz`: its options."""
    parser = benches.add_parser("fuzz", help="every parser of foreign bytes, with damaged and costly inputs")
    parser.set_defaults(bench=run)
    parser.add_argument("--inputs", type=int, default=100_000, help="for all parsers together (100000)")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers (0)")
    parser.add_argument("--only", help="this parser alone")


def run(words: argparse.Namespace) -> int:
    """0 where nothing crashed and nothing was slow, else 1."""
    chosen = [parser for parser in parsers() if words.only in (None, parser.name)]
    rows, crashes, slowest_s, total = [], [], 0.0, 0
    for parser in chosen:
        worst = fuzz_in_child(parser, words.inputs // len(chosen), words.seed)
        seconds, memory = f"{worst.slowest_s:.3f}", f"{worst.memory_b / 1e6:.0f}"
        rows.append(
            (parser.name, str(worst.inputs), str(len(worst.crashes)), seconds, memory, repr(worst.slowest[:40]))
        )
        crashes += [f"{parser.name}: {crash}" for crash in worst.crashes[:5]]
        slowest_s, total = max(slowest_s, worst.slowest_s), total + worst.inputs
    columns = ("parser", "inputs", "crashes", "slowest, s", "memory, MB", "which was slowest")
    print(markdown(f"Fuzz, seed {words.seed}, {total} inputs", columns, rows))
    for crash in crashes:
        print(crash)
    return 1 if crashes or slowest_s >= SLOW_S else 0
