"""desk customer: lists customers, adds one, replaces the code of one, prints its profile."""

import datetime
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction
from checker.desk.customers.accepted_code import AcceptedCode
from checker.desk.customers.management.needs_file import read_needs_file
from checker.desk.customers.models import Customer, unused_customer_code
from checker.desk.customers.signed_profile import issue_profile
from checker.desk.firm.models import Firm


class Command(BaseCommand):
    """One subcommand each."""

    help = "Lists customers, adds one, changes the needs of one, prints the signed profile of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="all customers")
        add = what.add_parser("add", help="a new customer; prints its code and its page")
        add.add_argument("name")
        add.add_argument("--regular", action="store_true", help="a regular customer: first in the inbox")
        add.add_argument("--needs", type=Path, help="a TOML file with [needs.…] tables")
        needs = what.add_parser("needs", help="a new version of a customer's needs")
        needs.add_argument("code")
        needs.add_argument("file", type=Path)
        new_code = what.add_parser("new-code", help="a new code; the old one is taken for a while")
        new_code.add_argument("code")
        new_code.add_argument("--overlap-days", type=int, default=14, metavar="N", help="0: the old one ends now")
        profile = what.add_parser("profile", help="the signed profile")
        profile.add_argument("code")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        getattr(self, f"_{what.replace('-', '_')}")(**options)

    def _list(self, **options: Any) -> None:
        for customer in Customer.objects.all():
            self.stdout.write(f"{customer.code}\t{customer.name}")

    def _add(self, name: str, regular: bool, needs: Path | None, **options: Any) -> None:
        text = read_needs_file(needs) if needs else ""
        customer = Customer.objects.create(code=unused_customer_code(name), name=name, regular=regular)
        customer.change_needs(text)
        page = f"{Firm.get().address}/d/{customer.code}/"
        self.stdout.write(json.dumps({"code": customer.code, "page": page}))

    def _needs(self, code: str, file: Path, **options: Any) -> None:
        customer = _get_customer(code)
        new_version = customer.change_needs(read_needs_file(file))
        if new_version is not None:
            audit_log.record(AuditAction.PROFILE, subject=f"{customer.name}: v{new_version.number}")
        self.stdout.write(
            gettext("Version %(number)d") % {"number": new_version.number}
            if new_version
            else gettext("Nichts geändert.")
        )

    def _new_code(self, code: str, overlap_days: int, **options: Any) -> None:
        customer = _get_customer(code)
        former = customer.replace_code(datetime.timedelta(days=max(0, overlap_days)))
        audit_log.record(AuditAction.CODE, subject=f"{customer.name}: {former.code} → {customer.code}")
        page = f"{Firm.get().address}/d/{customer.code}/"
        self.stdout.write(json.dumps({"code": customer.code, "page": page}))

    def _profile(self, code: str, **options: Any) -> None:
        sys.stdout.buffer.write(issue_profile(AcceptedCode(customer=_get_customer(code), code=code)))


def _get_customer(code: str) -> Customer:
    customer = Customer.objects.filter(code=code).first()
    if customer is None:
        raise CommandError(gettext("Einen Kunden %(code)s gibt es nicht.") % {"code": code})
    return customer
