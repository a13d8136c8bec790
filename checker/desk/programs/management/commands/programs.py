"""desk programs: what employees are offered, and whether the file news.toml can be read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.programs.files import everything, folder, programs
from checker.desk.programs.manifest import signed
from checker.desk.programs.news import Damaged, read


class Command(BaseCommand):
    """Prints it."""

    help = "Lists the programs in the data folder and checks news.toml; with --manifest prints the signed manifest."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--manifest", action="store_true", help="the manifest as programs fetch it")

    def handle(self, *args: Any, manifest: bool, **options: Any) -> None:
        try:
            told = read()
        except Damaged as damaged:
            raise CommandError(str(damaged)) from damaged
        if manifest:
            self.stdout.write(signed().decode(), ending="")
            return
        offered = programs()
        for one in everything():
            old = "" if one in offered else gettext("älter, wird nicht angeboten")
            self.stdout.write("\t".join((one.system, one.version or "-", one.name, one.sha256, old)).rstrip())
        if not offered:
            self.stdout.write(gettext("In %(folder)s liegt kein Programm.") % {"folder": folder()})
        if offered and not all(one.version for one in offered):
            self.stdout.write(gettext("Ein Name ohne Version: Über dieses Programm wird nicht als neuer berichtet."))
        if told.text is not None:
            self.stdout.write(told.text.de)
