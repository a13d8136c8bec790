"""desk restore FILE: a backup into an empty desk."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from checker.desk.backup.archive import CannotRestore, restore_backup
from checker.desk.backup.database_copy import CannotCopy
from checker.desk.backup.passphrase import read_passphrase
from checker.desk.backup.sealed_file import NotABackup, WrongPassphrase
from checker.desk.command_line import desk_command
from checker.desk.serving.folder_lock import FolderInUse, FolderLock


class Command(BaseCommand):
    """Changes nothing before the whole file has proved to be good."""

    help = "Brings a backup back, into a data folder and a database that are empty."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--passphrase-file", type=Path, help="its first line; else it is asked for")

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = read_passphrase(options["passphrase_file"], is_new=False)
        try:
            lock = FolderLock(Path(settings.DATA), "")
        except FolderInUse as error:
            raise CommandError(gettext("In diesem Ordner läuft ein Desk. Bitte beenden Sie ihn zuerst.")) from error
        try:
            restored = restore_backup(options["file"], passphrase)
        except (NotABackup, CannotRestore, CannotCopy, DatabaseError, OSError) as error:
            raise CommandError(_sentence(error)) from error
        finally:
            lock.release()
        self.stdout.write(
            gettext("Zurückgeholt: der Stand vom %(created)s, aus Version %(version)s.")
            % {"created": restored.created, "version": restored.version}
        )
        self.stdout.write(gettext("Jetzt starten: %(command)s") % {"command": desk_command()})


def _sentence(error: Exception) -> str:
    if isinstance(error, WrongPassphrase):
        return gettext("Das Passwort passt nicht zu dieser Sicherung.")
    if isinstance(error, NotABackup):
        return gettext("Das ist keine ganze Sicherung eines Desks: %(error)s") % {"error": error}
    if isinstance(error, CannotRestore) and error.reason == "not-empty":
        return gettext(
            "Hier ist schon ein Desk. Nehmen Sie mit --data einen leeren Ordner, damit nichts verloren geht."
        )
    if isinstance(error, CannotRestore) and error.reason == "newer":
        return gettext("Die Sicherung stammt von einer neueren Version: %(version)s.") % {"version": error.detail}
    return gettext("Es wurde nichts zurückgeholt: %(error)s") % {"error": error}
