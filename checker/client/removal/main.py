"""`Homeoffice-Check uninstall`: asks, removes what the program has laid on this PC, and says what is left to do."""

import argparse
import contextlib
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from checker.bootstrap.system_libraries import has_display
from checker.client.arguments import system_language
from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.display import can_open_window
from checker.client.removal import windows_apps
from checker.client.removal.own_files import count_undelivered, remove_files
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.terminal import LazyConsole
from checker.client.text.words import tr
from checker.model.text import Language

REMOVED, NOT_REMOVED = 0, 1


def main(arguments: Sequence[str]) -> int:
    """0 when everything is gone, 1 when nobody agreed or something would not go."""
    options = _parse_arguments(arguments)
    language: Language = options.language or system_language()
    tr.set_language(language)
    confirm_removal, notify = _dialogs(language, in_terminal=options.text)
    data_directory = DataDirectory(options.home)
    if not options.yes and not confirm_removal(_question(count_undelivered(data_directory))):
        notify(tr("Es wurde nichts entfernt."))
        return NOT_REMOVED
    own_folder = windows_apps.own_version_folder(data_directory.home)
    remaining = remove_files(data_directory, except_folder=own_folder)
    with contextlib.suppress(OSError):
        windows_apps.remove_entry()
    if own_folder is not None and not windows_apps.delete_after_exit(own_folder, data_directory.home):
        remaining.append(own_folder)
    notify(_result(remaining))
    return NOT_REMOVED if remaining else REMOVED


def _parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check uninstall",
        description="Entfernt das Programm und seine Dateien. · Removes the program and its files.",
    )
    parser.add_argument("--yes", action="store_true", help="ohne Frage, auch wartende Berichte · without asking")
    parser.add_argument("--text", action="store_true", help="im Terminal statt im Fenster · in the terminal")
    parser.add_argument("--language", choices=("de", "en"), default=None)
    parser.add_argument("--home", type=Path, metavar="DIR", help="wo eigene Dateien liegen · where own files lie")
    return parser.parse_args(arguments)


def _question(undelivered: int) -> str:
    question = tr("Möchten Sie Homeoffice-Check und alles, was es auf diesem Computer aufgehoben hat, entfernen?")
    if undelivered == 1:
        waiting = tr("Achtung: Ein Bericht ist noch nicht bei Ihrer IT-Firma angekommen. Er geht dabei verloren.")
        return f"{waiting} {question}"
    if undelivered:
        waiting = tr(
            "Achtung: {count} Berichte sind noch nicht bei Ihrer IT-Firma angekommen. Sie gehen dabei verloren.",
            count=undelivered,
        )
        return f"{waiting} {question}"
    return question


def _result(remaining: list[Path]) -> str:
    if remaining:
        return tr(
            "Das ließ sich nicht entfernen: {paths}. Ist noch ein Fenster von Homeoffice-Check offen, schließen Sie es "
            "und versuchen Sie es noch einmal. Sonst löschen Sie es bitte selbst.",
            paths=", ".join(str(path) for path in remaining),
        )
    system_step = {
        "win32": tr("Die Datei, die Sie geladen haben, liegt noch bei Ihren Downloads. Sie können sie löschen."),
        "darwin": tr("Ziehen Sie nun noch das Programm selbst in den Papierkorb."),
    }.get(
        sys.platform,
        tr(
            "Das Programm selbst löschen Sie mit seinem Ordner, oder, wenn es als Paket kam: "
            "sudo apt remove homeoffice-check"
        ),
    )
    return f"{tr('Alles, was Homeoffice-Check auf diesem Computer aufgehoben hat, ist entfernt.')} {system_step}"


def _dialogs(language: Language, *, in_terminal: bool) -> tuple[Callable[[str], bool], Callable[[str], None]]:
    """How to ask and how to tell: in a window where there is one and nobody asked for the terminal."""
    if not in_terminal and has_display() and can_open_window():
        with contextlib.suppress(ImportError):
            window = importlib.import_module("checker.client.window.app.removal_dialog")
            return (lambda text: bool(window.confirm(text, language))), (lambda text: window.notify(text, language))
    terminal = LazyConsole()

    def confirm_in_terminal(text: str) -> bool:
        try:
            return confirm(text, terminal.console)
        except NotInteractive:
            return False

    return confirm_in_terminal, lambda text: terminal.console.print(text, markup=False, soft_wrap=True)
