"""desk move --to URL: all of this desk's database into another one, while the desk does not serve."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from checker.desk.backup.database_move import CannotMove, move_database
from checker.desk.data_folder import data_folder
from checker.desk.serving.folder_lock import FolderInUse, FolderLock, last_address


class Command(BaseCommand):
    """Says how many rows were moved, and how the desk is started from now on."""

    help = "Copies this desk's database into another, empty one (postgres://... or sqlite:///...), and compares it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, metavar="URL", help="postgres://user:password@host/name")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            lock = FolderLock(data_folder(), last_address(data_folder()))
        except FolderInUse as error:
            raise CommandError(
                gettext("Auf diesem Datenordner läuft ein Desk. Beenden Sie ihn: Was jetzt noch käme, ginge verloren.")
            ) from error
        try:
            rows = move_database(to)
        except CannotMove as error:
            raise CommandError(self._words(error)) from error
        except (DatabaseError, ValueError) as error:
            message = gettext("Die Datenbank antwortet nicht wie erwartet: %(error)s")
            raise CommandError(message % {"error": (str(error).splitlines() or [type(error).__name__])[0]}) from error
        finally:
            lock.release()
        message = gettext(
            "%(rows)d Zeilen kopiert und verglichen. Starten Sie den Desk ab jetzt mit --database und dieser Adresse. "
            "Die alte Datenbank ist unverändert; löschen Sie sie erst, wenn alles läuft."
        )
        self.stdout.write(message % {"rows": rows})

    def _words(self, error: CannotMove) -> str:
        if error.reason == "same":
            return gettext("Das ist die Datenbank, die dieser Desk schon hat.")
        if error.reason == "not-empty":
            return gettext("In der anderen Datenbank stehen schon Tabellen. Nehmen Sie eine leere.")
        message = gettext("Die Kopie von %(table)s gleicht dem Original nicht. Die andere Datenbank bleibt ohne Daten.")
        return message % {"table": error.table}
