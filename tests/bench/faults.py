"""The matrix of the fault lab: what was broken, what the checks named, and whether that is right."""

import argparse
import itertools
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from tests.bench.table import markdown, median, number, p95

if TYPE_CHECKING:
    from tests.lab.faults.running import Alarms
    from tests.lab.faults.verdict import Row

CANNOT, WRONG = 2, 1
HEALTHY = 200
AT_ONCE = 2
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
    parser.add_argument("--out", type=Path, help="Markdown file")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0 where every cause, link and owner is right and no healthy home raised an alarm; 1 else; 2 without a lab."""
    if reason := why_not():
        print(f"The benchmark builds homes of its own, and that {reason}.", file=sys.stderr)
        return CANNOT
    # only now: the rest needs Linux
    from tests.lab.faults.healthy import HOMES  # noqa: PLC0415
    from tests.lab.faults.kinds.every import FAULTS  # noqa: PLC0415
    from tests.lab.faults.running import matrix, quiet  # noqa: PLC0415

    prefixes = words.only or [""]
    begins = tuple(prefix for prefix in prefixes if prefix not in FAULTS)
    names = [name for name in FAULTS if name in prefixes or name.startswith(begins)]
    if not names:
        print(f"There is no such fault. There are: {', '.join(FAULTS)}.", file=sys.stderr)
        return CANNOT
    rows = list(_printed(matrix(names, words.at_once)))
    runs = (0 if words.only else HEALTHY) if words.healthy is None else words.healthy
    homes = list(itertools.islice(itertools.cycle(HOMES), runs))
    calm = list(_told_calm(quiet(homes, words.at_once)))
    report = "\n".join(filter(None, [table(rows), healthy_table(calm)]))
    if words.out:
        words.out.write_text(report, encoding="utf-8")
    print(report)
    return 0 if all(row.right for row in rows) and not any(alarms for _, alarms, _ in calm) else WRONG


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
    """Each kind of healthy home: how often, how many alarms, which."""
    if not calm:
        return ""
    kinds: dict[str, list[Alarms]] = {}
    for outcome in calm:
        kinds.setdefault(outcome[0], []).append(outcome)
    cells = []
    for kind, runs in kinds.items():
        named = list(dict.fromkeys(alarm for _, alarms, _ in runs for alarm in alarms))
        seconds = [run[2] for run in runs]
        alarmed = sum(bool(alarms) for _, alarms, _ in runs)
        cells.append(
            [kind, str(len(runs)), str(alarmed), number(median(seconds)), number(p95(seconds)), "; ".join(named)]
        )
    note = f"Runs with an alarm: {sum(bool(run[1]) for run in calm)} of {len(calm)}."
    return markdown("Healthy homes", ("home", "runs", "alarms", "s, median", "s, p95", "which"), cells, note)


def _cause(row: "Row") -> tuple[str, str, str]:
    return (row.named.code, row.named.link, row.named.owner) if row.named else ("nothing", "", "")


def _printed(rows: Iterable["Row"]) -> Iterable["Row"]:
    for row in rows:
        print(f"{'right' if row.right else 'WRONG'} {row.name}: {_cause(row)[0]}", file=sys.stderr, flush=True)
        yield row


def _told_calm(calm: Iterable["Alarms"]) -> Iterable["Alarms"]:
    for run in calm:
        if run[1]:
            print(f"ALARM {run[0]}: {'; '.join(run[1])}", file=sys.stderr, flush=True)
        yield run


def _names(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
