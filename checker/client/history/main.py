"""`Homeoffice-Check history`: lists earlier runs on this PC, compares two, deletes. It reads and sends nothing else."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from checker.client.arguments import system_language
from checker.client.environment.data_directory import DataDirectory
from checker.client.history.run_history import RunHistory
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.terminal import make_console
from checker.client.text.words import tr
from checker.model.report import Report
from checker.model.text import Language
from checker.show.level_symbols import SYMBOLS
from checker.show.run_comparison import compare_runs, run_title
from checker.show.work_tasks.work_verdict import work_verdict

DONE, NOT_DONE = 0, 1
ALL = "all"


def main(arguments: Sequence[str]) -> int:
    """0 when it was done, 1 when there is no such run, or nobody agreed to delete."""
    options = _parse_arguments(arguments)
    language: Language = options.language or system_language()
    tr.set_language(language)
    history, console = RunHistory(DataDirectory(options.home)), make_console()
    runs = history.runs()
    if options.action == "delete":
        return _delete(history, runs, options.numbers, console, yes=options.yes)
    if options.action == "compare":
        return _compare(runs, options.numbers, console, language)
    _list(runs, console, language)
    return DONE


def _parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check history",
        description="Frühere Prüfungen auf diesem Computer. · Earlier runs on this computer.",
    )
    parser.add_argument("action", nargs="?", choices=("list", "compare", "delete"), default="list")
    parser.add_argument(
        "numbers",
        nargs="*",
        metavar="N",
        help="Nummern der Liste (compare: früher, später; delete: eine, oder all) · numbers of the list",
    )
    parser.add_argument("--yes", action="store_true", help="ohne Frage löschen · delete without asking")
    parser.add_argument("--language", choices=("de", "en"), default=None)
    parser.add_argument("--home", type=Path, metavar="DIR", help="wo eigene Dateien liegen · where own files lie")
    return parser.parse_args(arguments)


def _list(runs: Sequence[Report], console: Console, language: Language) -> None:
    if not runs:
        console.print(tr("Auf diesem Computer liegt keine frühere Prüfung."))
        return
    for number, run in enumerate(runs, 1):
        overall = work_verdict(run, language)
        line = f"{number:>2}  {run_title(run, language)}: [{SYMBOLS[overall.level]}] {overall.headline}"
        console.print(line, markup=False, soft_wrap=True)
    hint = tr("Vergleichen: history compare 2 1. Löschen: history delete 2, oder history delete all.")
    console.print(hint, soft_wrap=True)


def _compare(runs: Sequence[Report], numbers: Sequence[str], console: Console, language: Language) -> int:
    chosen = [_run(runs, number) for number in (numbers or ("2", "1"))]
    if len(chosen) != 2 or None in chosen:
        console.print(tr("Zum Vergleichen braucht es zwei Nummern aus der Liste."))
        return NOT_DONE
    before, after = (run for run in chosen if run is not None)
    comparison = compare_runs(before, after, language)
    console.print(comparison.headline, markup=False, soft_wrap=True)
    for section in comparison.sections:
        console.print(f"\n{section.title}", style="bold", markup=False)
        for line in section.lines:
            console.print(f"[{SYMBOLS[line.level]}] {line.text}", markup=False, soft_wrap=True)
    return DONE


def _delete(history: RunHistory, runs: Sequence[Report], numbers: Sequence[str], console: Console, *, yes: bool) -> int:
    if list(numbers) == [ALL]:
        question, delete = tr("Alle früheren Prüfungen löschen?"), history.delete_all
    else:
        chosen = [_run(runs, number) for number in numbers]
        if not chosen or None in chosen:
            console.print(tr("Welche? Nennen Sie eine Nummer aus der Liste, oder all."))
            return NOT_DONE
        ids = [run.id for run in chosen if run is not None]
        question = tr("Diese Prüfung löschen?") if len(ids) == 1 else tr("Diese Prüfungen löschen?")

        def delete() -> bool:
            return not [report_id for report_id in ids if not history.delete(report_id)]

    try:
        is_confirmed = yes or confirm(question, console)
    except NotInteractive:
        is_confirmed = False
    if not is_confirmed:
        console.print(tr("Es wurde nichts gelöscht."))
        return NOT_DONE
    is_gone = delete()
    console.print(
        tr("Gelöscht.") if is_gone else tr("Das ließ sich nicht löschen. Versuchen Sie es später noch einmal.")
    )
    return DONE if is_gone else NOT_DONE


def _run(runs: Sequence[Report], number: str) -> Report | None:
    return runs[int(number) - 1] if number.isascii() and number.isdigit() and 1 <= int(number) <= len(runs) else None
