"""The matrix of the fault lab: what was broken, what the checks named, and whether that is right."""

import argparse
import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from tests.bench.calibration import calibration, is_harmless
from tests.bench.table import markdown, median, number, p95

if TYPE_CHECKING:
    from tests.lab.faults.running import Alarms
    from tests.lab.faults.truth.recorded import RecordedRun
    from tests.lab.faults.verdict import Row

CANNOT, WRONG = 2, 1
HEALTHY = 200
AT_ONCE = 2
FRESH_SHARE = 10
"""One in so many seeds of the grid is drawn anew at every run."""
PROGRAMS = {
    "ip": "iproute2",
    "nft": "nftables",
    "ss": "iproute2",
    "dnsmasq": "dnsmasq-base",
    "faketime": "faketime",
    "openvpn": "openvpn",
    "wireguard-go": "wireguard-go",
    "wg": "wireguard-tools",
    "swanctl": "strongswan-swanctl",
    "pptpd": "pptpd",
    "tayga": "tayga",
}
"""What the lab is built of, by Debian's package."""


def lacking() -> list[str]:
    """Debian's packages that are missing here."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return list(dict.fromkeys(package for program, package in PROGRAMS.items() if not which(program, path=path)))


def why_not() -> str:
    """Why no lab can be built by this process, as the rest of a sentence; empty where one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "needs root"
    return f"needs {', '.join(lacking())}" if lacking() else ""


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("faults", help="what the checks name as the cause, in homes that are broken")
    parser.add_argument("--only", type=_names, help="only these faults, or all whose names begin so: A,B")
    parser.add_argument("--healthy", type=int, help=f"runs in healthy homes ({HEALTHY}; with --only none)")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help=f"homes side by side ({AT_ONCE})")
    parser.add_argument("--rows", type=Path, help="file that every run is added to, with its truth: one JSON a line")
    parser.add_argument("--rediagnose", type=Path, metavar="ROWS", help="no run: today's rules on those of this file")
    parser.add_argument("--grid", type=int, metavar="N", help="instead: N faults drawn by seeds, a tenth of them anew")
    parser.add_argument("--seed", default="1", help="of the grid (1): N faults of a seed are always the same")
    parser.add_argument("--grid-only", type=_names, metavar="S-I", help="instead: just these of the grid")
    parser.add_argument("--mechanism", default="", help="with --grid: each has just this one; all: each in turn")
    parser.add_argument("--faults", type=Path, metavar="DIR", help="instead: the faults of this folder")
    parser.add_argument("--sight", choices=("windows",), help="as a program without rights sees it on Windows")
    parser.add_argument("--out", type=Path, help="Markdown file")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0 where every cause, link and owner is right and no healthy home raised an alarm; 1 else; 2 without a lab."""
    if words.rediagnose:
        return _rediagnose(words)
    if reason := why_not():
        print(f"The benchmark builds homes of its own, and that {reason}.", file=sys.stderr)
        return CANNOT
    if words.sight:
        from tests.lab.windows.sight import VARIABLE  # noqa: PLC0415

        os.environ[VARIABLE] = words.sight
    if words.grid or words.grid_only:
        return _grid(words)
    # only now: the rest needs Linux
    from tests.lab.faults.healthy.every import HOMES  # noqa: PLC0415
    from tests.lab.faults.kinds.every import FAULTS  # noqa: PLC0415
    from tests.lab.faults.running import alarms_of, matrix, quiet, row_of  # noqa: PLC0415

    if words.faults:
        return _outside(words)
    names = _selected(words.only, list(FAULTS))
    if not names:
        return CANNOT
    runs = list(_printed(_stored(matrix(names, words.at_once), words.rows)))
    rows = [row_of(run) for run in runs]
    count = (0 if words.only else HEALTHY) if words.healthy is None else words.healthy
    homes = list(itertools.islice(itertools.cycle(HOMES), count))
    calm_runs = list(_stored(quiet(homes, words.at_once), words.rows))
    calm = list(_told_calm(alarms_of(run) for run in calm_runs))
    _report(words, table(rows), healthy_table(calm), _calibrated([*runs, *calm_runs]))
    return 0 if all(row.right for row in rows) and not any(run[1] for run in calm) else WRONG


def _selected(only: list[str] | None, available: list[str]) -> list[str]:
    """Those of the names, or that begin so. None is said to be an error."""
    prefixes = only or [""]
    begins = tuple(prefix for prefix in prefixes if prefix not in available)
    names = [name for name in available if name in prefixes or name.startswith(begins)]
    if not names:
        print(f"There is no such fault. There are: {', '.join(available)}.", file=sys.stderr)
    return names


def _outside(words: argparse.Namespace) -> int:
    """1 where something false was said to be certain."""
    from tests.lab.faults.outside import outside_faults  # noqa: PLC0415
    from tests.lab.faults.running import matrix  # noqa: PLC0415

    try:
        available = outside_faults(words.faults)
    except (OSError, ImportError, AssertionError, ValueError, SyntaxError) as error:
        print(f"The faults of {words.faults} cannot be read: {error}", file=sys.stderr)
        return CANNOT
    names = _selected(words.only, available)
    if not names:
        return CANNOT
    runs = []
    for run in _stored(matrix(names, words.at_once, words.faults), words.rows):
        runs.append(run)
        _print_run(run)
    _report(words, _calibrated(runs))
    return WRONG if _is_any_false_certain(runs) else 0


def _grid(words: argparse.Namespace) -> int:
    """1 where something false was said to be certain."""
    from tests.lab.faults.grid.every import MECHANISMS  # noqa: PLC0415
    from tests.lab.faults.grid.running import grid_runs  # noqa: PLC0415

    if words.mechanism not in ("", "all", *MECHANISMS):
        print(f"There is no such mechanism. There are: {', '.join(MECHANISMS)}.", file=sys.stderr)
        return CANNOT
    fresh: list[str] = []
    seeds = words.grid_only or [f"{words.seed}-{index}" for index in range(words.grid)]
    if not words.grid_only and not words.mechanism:
        count = max(1, words.grid // FRESH_SHARE)
        fresh = [f"{os.urandom(4).hex()}-{index}" for index in range(count)]
        seeds[-count:] = fresh
        print(f"fresh seeds: {', '.join(fresh)}", file=sys.stderr, flush=True)
    every = words.mechanism == "all"
    only = list(itertools.islice(itertools.cycle(MECHANISMS if every else [words.mechanism]), len(seeds)))
    runs = []
    for run in grid_runs(seeds, words.at_once, only):
        run.is_fresh = run.seed in fresh
        runs.append(run)
        _store(run, words.rows)
        _print_run(run)
    _report(words, _calibrated(runs))
    return WRONG if _is_any_false_certain(runs) else 0


def _is_any_false_certain(runs: Sequence["RecordedRun"]) -> bool:
    from tests.lab.faults.truth.judgement import judged  # noqa: PLC0415

    return any(judged(run).false("certain") for run in runs if not run.is_void)


def _print_run(run: "RecordedRun") -> None:
    from tests.lab.faults.truth.judgement import judged  # noqa: PLC0415

    outcome = judged(run)
    word = "right" if outcome.is_place_right and outcome.is_owner_right else "WRONG"
    if is_harmless(outcome):
        word = "harmless"
    if run.is_void or run.error:
        word = "VOID" if run.is_void else "BROKE"
    if outcome.false("certain"):
        word = "FALSE AND CERTAIN"
    print(
        f"{word} {run.seed or run.name} {run.home}: {run.broken} {outcome.first} {run.error}",
        file=sys.stderr,
        flush=True,
    )


def _store(run: "RecordedRun", file: Path | None) -> None:
    """At once: a long series that is broken off is not gone."""
    from tests.lab.faults.truth.recorded import append_run  # noqa: PLC0415

    if file:
        append_run(file, run)


def _rediagnose(words: argparse.Namespace) -> int:
    """Always 0: the figures are what is asked for."""
    from tests.lab.faults.truth.recorded import diagnosed_again, stored_runs  # noqa: PLC0415

    _report(words, _calibrated([diagnosed_again(run) for run in stored_runs(words.rediagnose)]))
    return 0


def _calibrated(runs: Sequence["RecordedRun"]) -> str:
    from tests.lab.faults.truth.judgement import judged  # noqa: PLC0415

    return calibration([judged(run) for run in runs])


def _report(words: argparse.Namespace, *sections: str) -> None:
    report = "\n".join(filter(None, sections))
    if words.out:
        words.out.write_text(report, encoding="utf-8")
    print(report)


def _stored(runs: Iterable["RecordedRun"], file: Path | None) -> Iterator["RecordedRun"]:
    """Each run, added to the file."""
    for run in runs:
        _store(run, file)
        yield run


def table(rows: Sequence["Row"]) -> str:
    """Every fault with its verdict, and below it what was told where that was wrong."""
    right = sum(row.right for row in rows)
    owners = sum(row.named is not None and row.named.owner == row.expected.owner for row in rows)
    note = f"Top cause right: {right} of {len(rows)}. Owner right: {owners} of {len(rows)}."
    note += f" The gateways were judged in {number(max(row.gateways_s for row in rows))} s at most."
    columns = ("fault", "what is broken", "named cause", "link", "owner", "verdict", "s")
    cells = [
        [row.name, row.broken, *_cause(row), "right" if row.right else "**wrong**", number(row.seconds)] for row in rows
    ]
    wrong = [
        f"- **{row.name}** wanted {row.expected.code}, {row.expected.link or 'no link'}, {row.expected.owner}"
        f"{' and ' + ', '.join(row.missing) if row.missing else ''}; told: {'; '.join(row.findings) or 'nothing'}"
        for row in rows
        if not row.right
    ]
    return markdown("Faults", columns, cells, note) + ("\n" + "\n".join(wrong) + "\n" if wrong else "")


def healthy_table(calm: Sequence["Alarms"]) -> str:
    """Each kind of healthy home: how often, how many alarms, how many false notes, which."""
    if not calm:
        return ""
    kinds: dict[str, list[Alarms]] = {}
    for outcome in calm:
        kinds.setdefault(outcome[0], []).append(outcome)
    cells = []
    for kind, runs in kinds.items():
        named = list(dict.fromkeys(line for _, alarms, notes, _ in runs for line in (*alarms, *notes)))
        seconds = [run[3] for run in runs]
        alarmed, noted = (sum(bool(run[index]) for run in runs) for index in (1, 2))
        figures = (str(len(runs)), str(alarmed), str(noted), number(median(seconds)), number(p95(seconds)))
        cells.append([kind, *figures, "; ".join(named)])
    note = f"Runs with an alarm: {sum(bool(run[1]) for run in calm)} of {len(calm)}."
    note += f" With a false note: {sum(bool(run[2]) for run in calm)}."
    columns = ("home", "runs", "alarms", "false notes", "s, median", "s, p95", "which")
    return markdown("Healthy homes", columns, cells, note)


def _cause(row: "Row") -> tuple[str, str, str]:
    return (row.named.code, row.named.link, row.named.owner) if row.named else ("nothing", "", "")


def _printed(runs: Iterable["RecordedRun"]) -> Iterator["RecordedRun"]:
    from tests.lab.faults.running import row_of  # noqa: PLC0415

    for run in runs:
        row = row_of(run)
        print(f"{'right' if row.right else 'WRONG'} {row.name}: {_cause(row)[0]}", file=sys.stderr, flush=True)
        yield run


def _told_calm(calm: Iterable["Alarms"]) -> Iterator["Alarms"]:
    for run in calm:
        if run[1] or run[2]:
            print(f"ALARM {run[0]}: {'; '.join((*run[1], *run[2]))}", file=sys.stderr, flush=True)
        yield run


def _names(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
