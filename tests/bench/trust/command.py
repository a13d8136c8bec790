"""`python3 -m tests.bench trust`: options, and the table."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.bench.options import progress
from tests.bench.table import markdown
from tests.bench.trust.figures import figure_rows
from tests.bench.trust.home import TrustHome, trust_home, why_not
from tests.bench.trust.kept_paths import kept_paths
from tests.bench.trust.paths import SUBSETS, other_paths, subset_paths
from tests.bench.trust.play import WALKS, PathResult
from tests.bench.trust.proxy_paths import proxy_paths
from tests.bench.trust.sound_paths import sound_paths

CANNOT = 2
FURTHER_PATHS = {"delivery": other_paths, "kept": kept_paths, "proxy": proxy_paths, "sound": sound_paths}


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`trust`: its options."""
    parser = benches.add_parser("trust", help="what is read, started and sent, against the sentences")
    parser.set_defaults(bench=run)
    parser.add_argument("--modes", default=",".join(WALKS), help="of terminal,window")
    parser.add_argument("--subsets", type=int, default=len(SUBSETS), help="so many of the 32 (all)")
    parser.add_argument("--first", type=int, default=0, help="of them, from this one on (0)")
    parser.add_argument("--figures", action="store_true", help="instead: limits that hold, and private strings planted")
    parser.add_argument("--others", default=",".join(FURTHER_PATHS), help=f"of {','.join(FURTHER_PATHS)}; empty: none")


def run(words: argparse.Namespace) -> int:
    """0 where nothing was done that no sentence names, 1 where something was, 2 where that cannot be recorded here."""
    if words.figures:
        return _print_figures()
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


def _print_figures() -> int:
    rows = []
    for *cells, holds in figure_rows():
        progress(f"{cells[0]}: {cells[1]}{'' if holds else ', which is too much'}")
        rows.append((cells, holds))
    print(markdown("Limits", ("what", "figure", "limit"), [tuple(cells) for cells, _ in rows]))
    return 0 if all(holds for _, holds in rows) else 1


def _results(words: argparse.Namespace, home: TrustHome) -> Iterator[PathResult]:
    modes = words.modes.split(",")
    subsets = SUBSETS[words.first : words.first + words.subsets]
    further = [FURTHER_PATHS[name](home, modes) for name in words.others.split(",") if name]
    return chain(subset_paths(home, modes, subsets), *further)
