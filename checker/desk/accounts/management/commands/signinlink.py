"""desk signinlink NAME: a link that signs this technician in, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.accounts.models import Technician
from checker.desk.accounts.sign_in_links import create_sign_in_link
from checker.desk.firm.models import Firm


class Command(BaseCommand):
    """Prints the link."""

    help = "Prints a link that signs a technician in, once, within 15 minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--next", default="/", help="the page to go to, for example /reports/ABC-DEF/")

    def handle(self, *args: Any, name: str, next: str, **options: Any) -> None:  # noqa: A002 - the option's name
        technician = Technician.objects.filter(name=name, is_active=True).first()
        if technician is None:
            names = ", ".join(Technician.objects.filter(is_active=True).values_list("name", flat=True))
            message = gettext("Einen Techniker %(name)s gibt es nicht. Es gibt: %(known)s.")
            raise CommandError(message % {"name": name, "known": names or "–"})
        self.stdout.write(create_sign_in_link(technician, Firm.get().address, next))
