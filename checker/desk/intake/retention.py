"""What is deleted by itself, and when."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from checker.desk.inbox.models import ReceivedReport
from checker.desk.intake.models import Arrival, State

REPORT_KEPT = datetime.timedelta(days=30)
CLOSED_KEPT = datetime.timedelta(days=14)
"""After closing. Whichever of the two comes first."""

REFUSED_KEPT = datetime.timedelta(days=7)
QUARANTINED_KEPT = datetime.timedelta(days=1)
"""Left behind by a desk that was cut off while judging: nobody was told that it was accepted."""


def delete_old() -> dict[str, int]:
    """Deletes what is over; returns how many of each."""
    now = timezone.now()
    with transaction.atomic():
        over = ReceivedReport.objects.filter(Q(received__lt=now - REPORT_KEPT) | Q(closed__lt=now - CLOSED_KEPT))
        arrivals = list(over.values_list("arrival", flat=True))
        reports, _ = over.delete()
        Arrival.objects.filter(pk__in=arrivals).delete()
        refused, _ = Arrival.objects.filter(state=State.REFUSED, received__lt=now - REFUSED_KEPT).delete()
        left, _ = Arrival.objects.filter(state=State.QUARANTINED, received__lt=now - QUARANTINED_KEPT).delete()
    return {"reports": reports, "refused uploads": refused, "uploads never judged": left}
