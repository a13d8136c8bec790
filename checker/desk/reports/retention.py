"""What is deleted by itself, and when."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from checker.desk.reports.models import Arrival, ArrivalState, ReceivedReport
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
        arrivals = list(expired.values_list("arrival", flat=True))
        reports, _ = expired.delete()
        Arrival.objects.filter(pk__in=arrivals).delete()
        refused, _ = Arrival.objects.filter(state=ArrivalState.REFUSED, received__lt=now - REFUSED_RETENTION).delete()
        abandoned, _ = Arrival.objects.filter(
            state=ArrivalState.QUARANTINED, received__lt=now - QUARANTINE_RETENTION
        ).delete()
    return {"reports": reports, "refused uploads": refused, "uploads never judged": abandoned}
