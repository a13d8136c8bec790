"""What is deleted by itself, and when."""

import datetime

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import Case, CaseState, PhoneSummary
from checker.desk.reports.models import Arrival, ArrivalState, ConfirmedCauseCount, ReceivedReport
from checker.model.privacy import CLOSED_REPORT_DAYS, REFUSED_UPLOAD_DAYS, REPORT_DAYS

REPORT_RETENTION = datetime.timedelta(days=REPORT_DAYS)
CLOSED_RETENTION = datetime.timedelta(days=CLOSED_REPORT_DAYS)
"""After closing. Whichever of the two comes first."""

REFUSED_RETENTION = datetime.timedelta(days=REFUSED_UPLOAD_DAYS)
QUARANTINE_RETENTION = datetime.timedelta(days=1)
"""Left behind by a desk that was cut off while validating: nobody got a receipt for it."""


_CHUNK = 500
"""Keys in one statement: SQLite takes a bounded number of variables."""


def delete_expired_reports() -> dict[str, int]:
    """Deletes what is over; returns how many of each."""
    now = timezone.now()
    # By customer, and by when the case was closed: so each is found by an index, however many are stored.
    customers = Customer.objects.order_by().values("pk")
    reports = delete_reports(ReceivedReport.objects.filter(customer__in=customers, received__lt=now - REPORT_RETENTION))
    reports += delete_reports(ReceivedReport.objects.filter(case__closed__lt=now - CLOSED_RETENTION))
    with transaction.atomic():
        _delete_phone_summaries(now)
        Case.objects.filter(state=CaseState.DELETED, closed__lt=now - CLOSED_RETENTION).delete()
        refused, _ = Arrival.objects.filter(state=ArrivalState.REFUSED, received__lt=now - REFUSED_RETENTION).delete()
        abandoned, _ = Arrival.objects.filter(
            state=ArrivalState.QUARANTINED, received__lt=now - QUARANTINE_RETENTION
        ).delete()
    return {"reports": reports, "refused uploads": refused, "uploads never judged": abandoned}


def _delete_phone_summaries(now: datetime.datetime) -> None:
    """Those whose time is over, and their cases where no report ever came."""
    summaries = PhoneSummary.objects.filter(received__lt=now - REPORT_RETENTION)
    cases = set(summaries.values_list("case", flat=True))
    summaries.delete()
    empty = Case.objects.filter(pk__in=cases, reports=None, summaries=None)
    count_confirmed(empty)
    empty.delete()


def delete_reports(reports: QuerySet[ReceivedReport]) -> int:
    """Deletes these, with their bytes and the cases that have no report left; returns how many.

    What proved right or wrong in them stays, as a count. A part at a time: reports that come in wait for one of them,
    where the caller holds no transaction.
    """
    keys = list(reports.order_by().values_list("pk", flat=True))
    deleted = 0
    for at in range(0, len(keys), _CHUNK):
        with transaction.atomic():
            rows = list(reports.filter(pk__in=keys[at : at + _CHUNK]).values_list("pk", "arrival", "case"))
            if rows:
                _delete_reports(rows)
        deleted += len(rows)
    return deleted


def _delete_reports(rows: list[tuple[int, int, int]]) -> None:
    """These reports (key, arrival, case), their bytes, and the cases that have no report left."""
    reports, arrivals, cases = (set(column) for column in zip(*rows, strict=True))
    ReceivedReport.objects.filter(pk__in=reports).delete()
    Arrival.objects.filter(pk__in=arrivals).delete()
    empty = Case.objects.filter(pk__in=cases).exclude(
        pk__in=ReceivedReport.objects.filter(case__in=cases).values("case")
    )
    empty_keys = list(empty.values_list("pk", flat=True))
    count_confirmed(Case.objects.filter(pk__in=empty_keys))
    Case.objects.filter(pk__in=empty_keys).delete()


def count_confirmed(cases: QuerySet[Case]) -> None:
    """Adds what proved right and wrong in these cases to the counts that outlive them."""
    columns = ("cause", "sureness", "confirmation", "actual_cause")
    rows = cases.exclude(confirmation="").exclude(cause="").order_by().values_list(*columns)
    for *values, number in rows.annotate(number=Count("pk")):
        count, _ = ConfirmedCauseCount.objects.get_or_create(**dict(zip(columns, values, strict=True)))
        ConfirmedCauseCount.objects.filter(pk=count.pk).update(number=F("number") + number)
