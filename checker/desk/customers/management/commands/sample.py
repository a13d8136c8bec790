"""desk sample: a clearly named sample firm and customer, to try the whole way."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from checker.desk.accounts.models import Technician
from checker.desk.accounts.sign_in_links import create_sign_in_link
from checker.desk.customers.management.needs_file import read_needs_file
from checker.desk.customers.models import Customer, unused_customer_code
from checker.desk.firm.models import Firm
from checker.model.signature import fingerprint

FIRM = {"name": "Muster-IT (Beispiel)", "phone": "+49 30 23125 000", "mail": "hilfe@muster-it.example"}
"""A phone number kept for films (Bundesnetzagentur: 030 23125), a mail domain that is nobody's (RFC 2606)."""

CUSTOMER = "Muster GmbH (Beispiel)"


class Command(BaseCommand):
    """May be run again: it finds what it made. A firm that has a name keeps it."""

    help = "Makes the sample customer, and names the firm if it has no name; prints how to try them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--needs", type=Path, help="a TOML file with [needs.…] tables")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--technician", default="technik")
        parser.add_argument("--url", default="", help="where the desk answers, if that is not where it was started")

    def handle(self, *args: Any, needs: Path | None, json: bool, technician: str, url: str, **options: Any) -> None:
        text = read_needs_file(needs) if needs else ""
        firm = Firm.get()
        if not firm.name:
            Firm.objects.update(**FIRM)
        if url and not firm.public_url and url.rstrip("/") != firm.address:
            Firm.objects.update(public_url=url)
        firm.refresh_from_db()
        customer = Customer.objects.filter(name=CUSTOMER).first()
        if customer is None:
            customer = Customer.objects.create(name=CUSTOMER, code=unused_customer_code(CUSTOMER), regular=True)
        customer.change_needs(text)
        account = Technician.objects.get_or_create_named(technician)
        self._print_sample(firm, customer, account, as_json=json)

    def _print_sample(self, firm: Firm, customer: Customer, technician: Technician, *, as_json: bool) -> None:
        sample = {
            "code": customer.code,
            "profile_url": f"{firm.address}/api/v1/profiles/{customer.code}",
            "page": f"{firm.address}/d/{customer.code}/",
            "technician": technician.name,
            "sign_in": create_sign_in_link(technician, firm.address),
            "fingerprint": fingerprint(bytes(firm.public_key)),
        }
        if as_json:
            self.stdout.write(json.dumps(sample))
            return
        for key, value in sample.items():
            self.stdout.write(f"{key}: {value}")
