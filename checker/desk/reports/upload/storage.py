"""Storing what arrives: the raw bytes first, then either a report with its reference, or a refusal for a while."""

import hashlib

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.models import URGENCY, Arrival, ArrivalState, ReceivedReport
from checker.desk.reports.reference import new_reference
from checker.model.codec import to_json
from checker.model.report import Report, report_reference
from checker.model.verdict import ReportVerdict, verdict
from checker.show.findings import group_findings

MAX_REFUSED = 100
MAX_REFUSED_BYTES = 50_000_000
"""What is kept of refused uploads, for whoever looks for the reason; more would let strangers fill the disk."""

_TRIES = 20


class ReportIdConflict(Exception):  # noqa: N818 - becomes a refusal
    """Another report has the same id."""


def quarantine(raw: bytes) -> Arrival:
    """The bytes, stored before anything is decided. Raises DatabaseError where they could not be stored."""
    evict_oldest(len(raw))
    return Arrival.objects.create(raw=raw, size=len(raw), digest=hashlib.sha256(raw).hexdigest())


def mark_refused(arrival: Arrival, kind: str) -> None:
    """Marks it refused."""
    Arrival.objects.filter(pk=arrival.pk).update(state=ArrivalState.REFUSED, refusal=kind)


def discard(arrival: Arrival) -> None:
    """Forgets it: the sender still has the same bytes, or they are here already."""
    Arrival.objects.filter(pk=arrival.pk).delete()


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


def find_duplicate(report: Report, arrival: Arrival) -> ReceivedReport | None:
    """The report of this id, if it is here already. Raises ReportIdConflict where its bytes are other ones."""
    received_report = (
        ReceivedReport.objects.select_related("arrival").defer("arrival__raw").filter(report_id=report.id).first()
    )
    if received_report is not None and received_report.arrival.digest != arrival.digest:
        raise ReportIdConflict
    return received_report


def file_report(report: Report, arrival: Arrival, customer: Customer) -> tuple[ReceivedReport, bool]:
    """The report in the inbox, and whether it is new: of two equal uploads at once, one finds the other's.

    Raises ReportIdConflict, ArrivalEvicted.
    """
    reference = report_reference(report.id)  # what the employee has read out already
    for _ in range(_TRIES):
        try:
            return _create_report(report, arrival, customer, reference), True
        except IntegrityError:
            # Either the id came in meanwhile, or the reference is taken: only the second is worth another try.
            if (duplicate := find_duplicate(report, arrival)) is not None:
                return duplicate, False
            reference = new_reference()
    raise RuntimeError("no free reference was drawn")


def _create_report(report: Report, arrival: Arrival, customer: Customer, reference: str) -> ReceivedReport:
    report_verdict = verdict(report.findings)
    troubles = group_findings(report.findings).problems
    worst = troubles[0].finding if troubles else None
    received = timezone.now().replace(microsecond=0)
    with transaction.atomic():
        received_report = ReceivedReport.objects.create(
            report_id=report.id,
            reference=reference,
            customer=customer,
            arrival=arrival,
            received=received,
            verdict=report_verdict.value,
            urgency=URGENCY[report_verdict],
            worst=to_json(worst).decode() if worst else "",
            cause=worst.code if worst else "",
            sureness=worst.sure.value if worst and worst.sure else "",
            # Where all is right nobody waits for anybody.
            closed=received if report_verdict is ReportVerdict.READY else None,
        )
        # Whoever made room meanwhile may have taken the bytes away: then there is nothing to file.
        if not Arrival.objects.filter(pk=arrival.pk).update(state=ArrivalState.ACCEPTED):
            raise ArrivalEvicted
    return received_report


class ArrivalEvicted(Exception):  # noqa: N818 - becomes "come again"
    """The quarantine overflowed while this upload was being validated."""
