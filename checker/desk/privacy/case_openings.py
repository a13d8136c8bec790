"""Writes down who opened which case. What cannot be written keeps nobody from helping."""

import logging

from django.db import DatabaseError
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.privacy.models import CaseOpening
from checker.desk.reports.cases.models import Case

log = logging.getLogger("checker.desk.privacy")


def record_opening(case: Case, technician: Technician) -> None:
    """Once a day, a case and a technician: whoever reads a page twice has opened the case once."""
    key = {"case": case, "technician": technician, "day": timezone.localdate()}
    try:
        # Looked up first: only what is new waits for the writer of the database.
        if not CaseOpening.objects.filter(**key).exists():
            CaseOpening.objects.bulk_create([CaseOpening(**key)], ignore_conflicts=True)
    except DatabaseError as error:
        log.error("who opened a case could not be written down: %s", type(error).__name__)
