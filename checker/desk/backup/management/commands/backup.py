"""desk backup FILE: database, keys and programs in one sealed file, while the desk serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from checker.desk.backup.archive import write_backup
from checker.desk.backup.database_copy import CannotCopy
from checker.desk.backup.passphrase import read_passphrase


class Command(BaseCommand):
    """Ends with an error where nothing was kept, so that whatever runs it notices."""

    help = "Writes database, keys and programs into one file that a passphrase seals. The desk may go on serving."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--passphrase-file", type=Path, help="its first line; else it is asked for")
        parser.add_argument("--without-programs", action="store_true", help="they can be built again")

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = read_passphrase(options["passphrase_file"], is_new=True)
        try:
            size = write_backup(options["file"], passphrase, with_programs=not options["without_programs"])
        except (CannotCopy, DatabaseError, OSError) as error:
            raise CommandError(gettext("Es wurde nichts gesichert: %(error)s") % {"error": error}) from error
        values = {"file": options["file"], "megabytes": f"{size / 1e6:.1f}"}
        self.stdout.write(gettext("Gesichert: %(file)s, %(megabytes)s MB.") % values)
        self.stdout.write(
            gettext("Bewahren Sie das Passwort getrennt davon auf: Ohne das Passwort ist die Sicherung wertlos.")
        )
