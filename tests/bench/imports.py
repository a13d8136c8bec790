"""The import of VPN files beside the programs whose files they are: thousands by their grammar, none may differ."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.model.record import Record
from tests.bench import import_directives
from tests.bench.options import progress
from tests.checks.vpn.imports.counterparts import openvpn_program, swanctl_program, wireguard_program
from tests.checks.vpn.imports.counterparts.openvpn_grammar import make_openvpn_file
from tests.checks.vpn.imports.counterparts.swanctl_grammar import make_swanctl_file
from tests.checks.vpn.imports.counterparts.wireguard_grammar import make_wireguard_file
from tests.net.certificates import Authority

CANNOT = 2
MOST_PRINTED = 5
PROGRAMS = {"openvpn": ("openvpn",), "wireguard": wireguard_program.PROGRAMS, "swanctl": ("swanctl", "ip", "nft")}


class Comparison(Record, frozen=True, kw_only=True):
    """`refused`: files that the program itself refuses, which the import must say."""

    program: str
    files: int
    refused: int
    differences: tuple[str, ...]
    seconds: float


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`imports`: its options."""
    parser = benches.add_parser("imports", help="the import of VPN files, beside openvpn and wg")
    parser.set_defaults(bench=run)
    parser.add_argument("--files", type=int, default=1000, help="for each program (1000)")
    parser.add_argument("--seed", type=int, default=0, help="the first file's; the next ones count on (0)")
    parser.add_argument("--table", action="store_true", help="only count what is known, taken, named and dropped")
    parser.add_argument("--only", choices=tuple(PROGRAMS), help="only this program's files")


def run(words: argparse.Namespace) -> int:
    """0 where nothing differs, 1 where something does, 2 where a program is missing."""
    if words.table:
        print(import_directives.table())
        return 0
    names = [words.only] if words.only else list(PROGRAMS)
    if missing := [program for name in names for program in PROGRAMS[name] if shutil.which(program) is None]:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return CANNOT
    compare = {"openvpn": _compare_openvpn, "wireguard": _compare_wireguard, "swanctl": _compare_swanctl}
    results = [compare[name](range(words.seed, words.seed + words.files)) for name in names]
    print("| program | files | of them refused by it | differences | s |\n|---|---|---|---|---|")
    for result in results:
        cells = (result.program, result.files, result.refused, len(result.differences), round(result.seconds))
        print(f"| {' | '.join(map(str, cells))} |")
    for result in results:
        for difference in result.differences[:MOST_PRINTED]:
            print(f"\n{result.program}: {difference}")
    return int(any(result.differences for result in results))


def _compare_openvpn(seeds: range) -> Comparison:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        authority = Authority.make(path).path.read_text()

        def compare(seed: int) -> tuple[bool, str]:
            file = make_openvpn_file(seed, authority)
            program = openvpn_program.connections_of_program(file, path)
            return program is None, openvpn_program.difference(file, program)

        return _compare("openvpn", seeds, compare)


def _compare_wireguard(seeds: range) -> Comparison:
    with tempfile.TemporaryDirectory() as folder, wireguard_program.wireguard_interface(Path(folder)) as name:

        def compare(seed: int) -> tuple[bool, str]:
            content, _ = make_wireguard_file(seed)
            program = wireguard_program.peers_of_program(content, name, Path(folder))
            return program is None, wireguard_program.difference(content, program)

        return _compare("wireguard", seeds, compare)


def _compare_swanctl(seeds: range) -> Comparison:
    with tempfile.TemporaryDirectory() as folder, swanctl_program.charon(Path(folder)) as swanctl:

        def compare(seed: int) -> tuple[bool, str]:
            content = make_swanctl_file(seed)
            program = swanctl_program.gateways_of_program(content, Path(folder) / "made.conf", swanctl)
            return not program, swanctl_program.difference(content, program)

        return _compare("swanctl", seeds, compare)


def _compare(program: str, seeds: range, compare: Callable[[int], tuple[bool, str]]) -> Comparison:
    started, refused, differences = time.monotonic(), 0, list[str]()
    for at, seed in enumerate(seeds):
        is_refused, difference = compare(seed)
        refused += is_refused
        if difference:
            differences.append(f"seed {seed}: {difference}")
        if at % 1000 == 999:
            progress(f"{program}: {at + 1} files, {len(differences)} differences")
    values: dict[str, Any] = {"files": len(seeds), "refused": refused, "differences": tuple(differences)}
    return Comparison(program=program, seconds=time.monotonic() - started, **values)
