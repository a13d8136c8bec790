"""desk technician NAME: makes a technician, or helps one who forgot the password or lost the second factor."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.accounts import audit_log
from checker.desk.accounts.browser_sessions import end_sessions
from checker.desk.accounts.models import AccountRole, AuditAction, Technician
from checker.desk.accounts.second_factor.factors import delete_factors
from checker.desk.accounts.sign_in_links import create_sign_in_link
from checker.desk.firm.models import Firm


class Command(BaseCommand):
    """Prints a link that signs in once within 15 minutes."""

    help = "Makes a technician, or resets one: prints a link that signs in once, to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--administrator", action="store_true", help="who may open everything, from now on")
        parser.add_argument("--reset-factor", action="store_true", help="delete the second factor, which is gone")
        parser.add_argument("--address", metavar="URL", help="the desk's public address, noted where there is none yet")
        parser.add_argument("--remove", action="store_true", help="take the technician's access away instead")

    def handle(self, *args: Any, name: str, remove: bool, **options: Any) -> None:
        _note_address(options["address"])
        technician = Technician.objects.get_or_create_named(name)
        technician.is_active = not remove
        if options["administrator"]:
            technician.role = AccountRole.ADMINISTRATOR
        technician.set_unusable_password()
        technician.save()
        end_sessions(technician)
        audit_log.record(AuditAction.TECHNICIAN, subject=name)
        if (options["reset_factor"] or remove) and delete_factors(technician):
            audit_log.record(AuditAction.FACTOR, subject=f"− {name}")
        if remove:
            self.stdout.write(
                gettext("%(name)s kommt nicht mehr hinein; alle Sitzungen sind beendet.") % {"name": name}
            )
            return
        self.stdout.write(create_sign_in_link(technician, Firm.get().address, "/account/"))


def _note_address(address: str | None) -> None:
    firm = Firm.get()
    if not address or firm.public_url:
        return
    firm.public_url = address.rstrip("/")
    try:
        firm.clean_fields(exclude={field.name for field in Firm._meta.get_fields()} - {"public_url"})
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    firm.save(update_fields=["public_url"])
