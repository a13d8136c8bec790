"""What is kept of refused uploads, for whoever looks for the reason; more would let strangers fill the disk."""

from django.db.models import Sum

from checker.desk.reports.models import Arrival, ArrivalState

MAX_REFUSED = 100
MAX_REFUSED_BYTES = 50_000_000


def evict_oldest(size: int) -> None:
    """Deletes the oldest uploads that no report came from, until `size` more bytes are within the bounds."""
    # By name, not by exclusion: only so the index over states serves, and accepted ones are not walked through.
    unaccepted = Arrival.objects.filter(state__in=[ArrivalState.QUARANTINED, ArrivalState.REFUSED]).order_by(
        "-received", "-pk"
    )
    evicted = list(unaccepted.values_list("pk", flat=True)[MAX_REFUSED:])
    total = (unaccepted.aggregate(total=Sum("size"))["total"] or 0) + size
    if total > MAX_REFUSED_BYTES:
        for pk, arrival_size in unaccepted.reverse().values_list("pk", "size"):
            evicted.append(pk)
            total -= arrival_size
            if total <= MAX_REFUSED_BYTES:
                break
    if evicted:
        Arrival.objects.filter(pk__in=evicted).exclude(state=ArrivalState.ACCEPTED).delete()
