"""desk doctor: looks at disk, database, keys, clock, backup, address, certificate and programs."""

import sys
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from checker.desk.doctor.examinations import examine


class Command(BaseCommand):
    """Exit code 1 where something has to be done, so that a timer can tell."""

    help = "Looks at disk, database, keys, clock, backup, address, certificate and programs, and says what to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        remarks = list(examine())
        if options["json"]:
            self.stdout.write(msgspec.json.encode(remarks).decode())
        else:
            for remark in remarks:
                self.stdout.write(f"{'✓' if remark.is_good else '!'} {remark.topic}: {remark.text}")
        bad = sum(not remark.is_good for remark in remarks)
        if not options["json"]:
            summary = gettext("Alles in Ordnung.") if not bad else gettext("Zu tun: %(count)d.") % {"count": bad}
            self.stdout.write(summary)
        if bad:
            sys.exit(1)
