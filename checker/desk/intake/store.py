"""Keeping what arrives: the raw bytes first, then either a report with its reference, or a refusal for a while."""

import hashlib

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from checker.desk.customers.codes import drawn
from checker.desk.customers.models import Customer
from checker.desk.inbox.models import URGENCY, ReceivedReport
from checker.desk.intake.models import Arrival, State
from checker.model.codec import to_json
from checker.model.report import Report
from checker.model.verdict import verdict
from checker.show.findings import group_findings

REFUSED_AT_MOST = 100
REFUSED_BYTES_AT_MOST = 50_000_000
"""What is kept of refused uploads, for whoever looks for the reason; more would let strangers fill the disk."""

_TRIES = 20


class Conflict(Exception):  # noqa: N818 - becomes a refusal
    """Another report has the same id."""


def keep(raw: bytes) -> Arrival:
    """The bytes, kept before anything is decided. Raises DatabaseError where they could not be kept."""
    make_room(len(raw))
    return Arrival.objects.create(raw=raw, size=len(raw), digest=hashlib.sha256(raw).hexdigest())


def refuse(arrival: Arrival, kind: str) -> None:
    """Marks it refused."""
    Arrival.objects.filter(pk=arrival.pk).update(state=State.REFUSED, refusal=kind)


def drop(arrival: Arrival) -> None:
    """Forgets it: the sender still has the same bytes, or they are here already."""
    Arrival.objects.filter(pk=arrival.pk).delete()


def make_room(size: int) -> None:
    """Deletes the oldest uploads that no report came from, until `size` more bytes are within the bounds."""
    others = Arrival.objects.exclude(state=State.ACCEPTED).order_by("-received", "-pk")
    beyond = list(others.values_list("pk", flat=True)[REFUSED_AT_MOST:])
    total = (others.aggregate(total=Sum("size"))["total"] or 0) + size
    if total > REFUSED_BYTES_AT_MOST:
        for pk, one in others.reverse().values_list("pk", "size"):
            beyond.append(pk)
            total -= one
            if total <= REFUSED_BYTES_AT_MOST:
                break
    if beyond:
        Arrival.objects.filter(pk__in=beyond).exclude(state=State.ACCEPTED).delete()


def known(report: Report, arrival: Arrival) -> ReceivedReport | None:
    """The report of this id, if it is here already with the same bytes. Raises Conflict where the bytes differ."""
    found = ReceivedReport.objects.select_related("arrival").defer("arrival__raw").filter(report_id=report.id).first()
    if found is not None and found.arrival.digest != arrival.digest:
        raise Conflict
    return found


def file(report: Report, arrival: Arrival, customer: Customer) -> tuple[ReceivedReport, bool]:
    """The report in the inbox, and whether it is new: of two equal uploads at once, one finds the other's.

    Raises Conflict.
    """
    for _ in range(_TRIES):
        try:
            return _file(report, arrival, customer), True
        except IntegrityError:
            # Either the id came in meanwhile, or the drawn reference is taken: only the second is worth another try.
            if (other := known(report, arrival)) is not None:
                return other, False
    raise RuntimeError("no free reference was drawn")


def _file(report: Report, arrival: Arrival, customer: Customer) -> ReceivedReport:
    judged = verdict(report.findings)
    troubles = group_findings(report.findings).problems
    with transaction.atomic():
        filed = ReceivedReport.objects.create(
            report_id=report.id,
            reference=f"{drawn(3)}-{drawn(3)}",
            customer=customer,
            arrival=arrival,
            received=timezone.now().replace(microsecond=0),
            verdict=judged.value,
            urgency=URGENCY[judged],
            worst=to_json(troubles[0].finding).decode() if troubles else "",
        )
        # Whoever made room meanwhile may have taken the bytes away: then there is nothing to file.
        if not Arrival.objects.filter(pk=arrival.pk).update(state=State.ACCEPTED):
            raise GoneMeanwhile
    return filed


class GoneMeanwhile(Exception):  # noqa: N818 - becomes "come again"
    """The quarantine overflowed while this upload was being judged."""
