"""`python3 -m tests.bench trust`: options, and the table."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.bench.options import progress
from tests.bench.table import markdown
from tests.bench.trust.home import TrustHome, trust_home, why_not
from tests.bench.trust.paths import SUBSETS, WALKS, PathResult, other_paths, subset_paths

CANNOT = 2


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`trust`: its options."""
    parser = benches.add_parser("trust", help="what is read, started and sent, against the sentences")
    parser.set_defaults(bench=run)
    parser.add_argument("--modes", default=",".join(WALKS), help="of terminal,window")
    parser.add_argument("--subsets", type=int, default=len(SUBSETS), help="so many of the 32 (all)")
    parser.add_argument("--first", type=int, default=0, help="of them, from this one on (0)")
    parser.add_argument("--others", action=argparse.BooleanOptionalAction, default=True, help="the other paths too")


def run(words: argparse.Namespace) -> int:
    """0 where nothing was done that no sentence names, 1 where something was, 2 where that cannot be recorded here."""
    if reason := why_not():
        print(f"The recorder builds a home of its own, and that {reason}.", file=sys.stderr)
        return CANNOT
    with tempfile.TemporaryDirectory() as folder, trust_home(Path(folder) / "home") as home:
        results = []
        for result in _results(words, home):
            progress(f"{result.name}: {'; '.join(result.wrong) or 'as said'}")
            results.append(result)
    rows = [(result.name, str(result.sent), "<br>".join(result.wrong) or "0") for result in results]
    wrong = sum(len(result.wrong) for result in results)
    print(markdown("Trust", ("path", "uploads", "contradictions"), rows))
    print(f"{len(results)} paths, {wrong} contradictions")
    return 1 if wrong else 0


def _results(words: argparse.Namespace, home: TrustHome) -> Iterator[PathResult]:
    modes = words.modes.split(",")
    subsets = SUBSETS[words.first : words.first + words.subsets]
    return chain(subset_paths(home, modes, subsets), other_paths(home, modes) if words.others else ())
