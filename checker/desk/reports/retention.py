"""What is deleted by itself, and when."""

import datetime

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from checker.desk.reports.models import Arrival, ArrivalState, ConfirmedCauseCount, ReceivedReport
from checker.model.privacy import CLOSED_REPORT_DAYS, REFUSED_UPLOAD_DAYS, REPORT_DAYS

REPORT_RETENTION = datetime.timedelta(days=REPORT_DAYS)
CLOSED_RETENTION = datetime.timedelta(days=CLOSED_REPORT_DAYS)
"""After closing. Whichever of the two comes first."""

REFUSED_RETENTION = datetime.timedelta(days=REFUSED_UPLOAD_DAYS)
QUARANTINE_RETENTION = datetime.timedelta(days=1)
"""Left behind by a desk that was cut off while validating: nobody got a receipt for it."""


def delete_expired_reports() -> dict[str, int]:
    """Deletes what is over; returns how many of each."""
    now = timezone.now()
    with transaction.atomic():
        expired = ReceivedReport.objects.filter(
            Q(received__lt=now - REPORT_RETENTION) | Q(closed__lt=now - CLOSED_RETENTION)
        )
        _count_confirmed(expired)
        arrivals = list(expired.values_list("arrival", flat=True))
        reports, _ = expired.delete()
        Arrival.objects.filter(pk__in=arrivals).delete()
        refused, _ = Arrival.objects.filter(state=ArrivalState.REFUSED, received__lt=now - REFUSED_RETENTION).delete()
        abandoned, _ = Arrival.objects.filter(
            state=ArrivalState.QUARANTINED, received__lt=now - QUARANTINE_RETENTION
        ).delete()
    return {"reports": reports, "refused uploads": refused, "uploads never judged": abandoned}


def _count_confirmed(reports: QuerySet[ReceivedReport]) -> None:
    """Adds what proved right and wrong in these reports to the counts that outlive them."""
    columns = ("cause", "sureness", "confirmation", "actual_cause")
    rows = reports.exclude(confirmation="").exclude(cause="").order_by().values_list(*columns)
    for *values, number in rows.annotate(number=Count("pk")):
        count, _ = ConfirmedCauseCount.objects.get_or_create(**dict(zip(columns, values, strict=True)))
        ConfirmedCauseCount.objects.filter(pk=count.pk).update(number=F("number") + number)
