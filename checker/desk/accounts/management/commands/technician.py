"""desk technician NAME: makes a technician, or helps one who forgot the password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.accounts.sign_in_links import create_sign_in_link
from checker.desk.firm.models import Firm


class Command(BaseCommand):
    """Prints a link that signs in once within 15 minutes."""

    help = "Makes a technician, or resets one: prints a link that signs in once, to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--remove", action="store_true", help="take the technician's access away instead")

    def handle(self, *args: Any, name: str, remove: bool, **options: Any) -> None:
        technician = Technician.objects.get_or_create_named(name)
        technician.is_active = not remove
        technician.set_unusable_password()
        technician.save()
        audit_log.record(AuditAction.TECHNICIAN, subject=name)
        if remove:
            self.stdout.write(
                gettext("%(name)s kommt nicht mehr hinein; alle Sitzungen sind beendet.") % {"name": name}
            )
            return
        self.stdout.write(create_sign_in_link(technician, Firm.get().address, "/account/"))
