"""desk programs: what employees are offered, and whether the file news.toml can be read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.programs.manifest import signed_manifest
from checker.desk.programs.program_files import all_programs, offered_programs, programs_folder
from checker.desk.programs.release_info import InvalidReleaseInfo, read_release_info


class Command(BaseCommand):
    """Prints it."""

    help = "Lists the programs in the data folder and checks news.toml; with --manifest prints the signed manifest."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--manifest", action="store_true", help="the manifest as programs fetch it")

    def handle(self, *args: Any, manifest: bool, **options: Any) -> None:
        try:
            release_info = read_release_info()
        except InvalidReleaseInfo as error:
            raise CommandError(str(error)) from error
        if manifest:
            self.stdout.write(signed_manifest().decode(), ending="")
            return
        offered = offered_programs()
        for program in all_programs():
            old = "" if program in offered else gettext("älter, wird nicht angeboten")
            self.stdout.write(
                "\t".join((program.system, program.version or "-", program.name, program.sha256, old)).rstrip()
            )
        if not offered:
            self.stdout.write(gettext("In %(folder)s liegt kein Programm.") % {"folder": programs_folder()})
        if offered and not all(program.version for program in offered):
            self.stdout.write(gettext("Ein Name ohne Version: Über dieses Programm wird nicht als neuer berichtet."))
        if release_info.text is not None:
            self.stdout.write(release_info.text.de)
