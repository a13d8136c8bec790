"""desk firmkey: shows the firm's key, or changes it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction
from checker.desk.firm.models import Firm
from checker.desk.firm.signing_key import FirmKeyMismatch, ensure_key, replace_key, rotate_key, succession_statements
from checker.model.signature import fingerprint


class Command(BaseCommand):
    """Works also where the desk does not start because its key is gone."""

    help = "Shows the fingerprint of the firm's key; changes the key, signed by the old one or without it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        change = parser.add_mutually_exclusive_group()
        change.add_argument("--rotate", action="store_true", help="a new key that the old one signs")
        change.add_argument(
            "--replace",
            choices=["lost", "stolen"],
            help="a new key that nothing vouches for; the old one no longer counts",
        )

    def handle(self, *args: Any, rotate: bool, replace: str | None, **options: Any) -> None:
        former = fingerprint(bytes(Firm.get().public_key)) if Firm.get().public_key else ""
        try:
            if replace:
                replace_key()
            else:
                ensure_key()
            if rotate:
                rotate_key()
        except (FirmKeyMismatch, OSError) as error:
            raise CommandError(str(error)) from error
        current = fingerprint(bytes(Firm.get().public_key))
        if rotate or replace:
            audit_log.record(AuditAction.KEY, subject=f"{former} → {current}")
        self.stdout.write(current)
        for statement in succession_statements():
            self.stdout.write(f"{fingerprint(statement.old)} → {fingerprint(statement.new)} {statement.issued}")
