"""Erases the groups of data that go before the rest of a report: what the employee wrote (model/privacy.py)."""

import datetime
import logging

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from checker.desk.privacy.models import ErasureProgress
from checker.desk.reports.cases.models import Case, CaseNameWord
from checker.desk.reports.models import Arrival
from checker.model.privacy import CLOSED_REPORT_DAYS, GROUP_RETENTION, DataGroup

log = logging.getLogger("checker.desk.privacy")

EARLY_GROUPS = tuple(group for group in DataGroup if GROUP_RETENTION[group].closed_days < CLOSED_REPORT_DAYS)
EARLY_FIELDS = {DataGroup.OWN_WORDS: "own_words"}
"""The field of a report that holds all of the group; a test holds this against the schema."""
_WORDS_RETENTION = datetime.timedelta(days=GROUP_RETENTION[DataGroup.OWN_WORDS].closed_days)
_STORING = datetime.timedelta(minutes=2)
"""By how much a report may be older than the moment in which it can be read: it waits for its transaction."""
_CHUNK = 200
"""Cases in one transaction: uploads wait no longer than it takes."""


def erase_overdue_groups() -> int:
    """Takes them out of the cases whose time is over, and out of the raw bytes of their reports.

    Returns how many cases were gone through: each once, and again where a report came late to a closed one.
    """
    now = timezone.now()
    until = now - _WORDS_RETENTION
    overdue = Case.objects.filter(closed__lte=until)
    if (progress := ErasureProgress.objects.first()) is not None:
        overdue = overdue.filter(Q(closed__gt=progress.closed_until) | Q(reports__received__gt=progress.began))
    keys = list(overdue.order_by().values_list("pk", flat=True).distinct())
    for at in range(0, len(keys), _CHUNK):
        _erase_words(keys[at : at + _CHUNK])
    ErasureProgress.objects.update_or_create(pk=1, defaults={"closed_until": until, "began": now - _STORING})
    return len(keys)


@transaction.atomic
def _erase_words(keys: list[int]) -> None:
    for arrival in Arrival.objects.filter(report__case__in=keys):
        raw = _without_early_fields(bytes(arrival.raw))
        if raw is not None:
            # The digest stays: who sends the same report again still gets its receipt.
            arrival.raw, arrival.size = raw, len(raw)
            arrival.save(update_fields=["raw", "size"])
    CaseNameWord.objects.filter(case__in=keys).delete()
    Case.objects.filter(pk__in=keys).exclude(name="", trouble="").update(name="", trouble="")


def _without_early_fields(raw: bytes) -> bytes | None:
    """The report without these fields; None where it has none of them."""
    try:
        fields = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        log.error("a report whose words are over is no JSON")
        return None
    present = [name for name in EARLY_FIELDS.values() if isinstance(fields, dict) and fields.get(name)]
    for name in present:
        del fields[name]
    return msgspec.json.encode(fields) if present else None
