"""What is told of new cases: once each, a crowd of them in one message, and nothing that an employee wrote."""

import json
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse

from checker.desk.firm.models import Firm
from checker.desk.notify.models import Channel, QueuedMessage
from checker.desk.reports.cases.models import Case
from checker.desk.reports.cases.urgency import Urgency

MOST_SINGLE = 5
"""New cases of one run that are told one by one; more are one message with their number."""
MAX_LISTED = 50


def newest_case() -> int:
    """A channel begins here: what was there before is not told."""
    return Case.objects.aggregate(newest=Max("pk"))["newest"] or 0


def queue_new_cases() -> int:
    """Writes messages for what came since the last run; returns how many."""
    return sum(_queue_for(channel) for channel in Channel.objects.all())


def _queue_for(channel: Channel) -> int:
    with transaction.atomic():
        rows = Channel.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        channel_or_none = rows.filter(pk=channel.pk).first()
        if channel_or_none is None:
            return 0  # ended meanwhile, or another desk is at it
        channel = channel_or_none
        newest = newest_case()
        cases = Case.objects.filter(pk__gt=channel.last_case, pk__lte=newest, closed=None).select_related("customer")
        if channel.only_urgent:
            cases = cases.filter(urgency=Urgency.CANNOT_WORK)
        listed = list(cases.order_by("pk")[: MAX_LISTED + 1])
        contents = [_crowd(listed)] if len(listed) > MOST_SINGLE else [_crowd([case]) for case in listed]
        QueuedMessage.objects.bulk_create(
            QueuedMessage(channel=channel, content=json.dumps(content, ensure_ascii=False)) for content in contents
        )
        Channel.objects.filter(pk=channel.pk).update(last_case=newest)
    return len(contents)


def _crowd(cases: list[Case]) -> dict[str, Any]:
    desk_address = Firm.get().address
    return {
        "event": "case.new",
        "number": len(cases) if len(cases) <= MAX_LISTED else f"{MAX_LISTED}+",
        "cases": [_case_fields(case, desk_address) for case in cases[:MAX_LISTED]],
    }


def _case_fields(case: Case, desk_address: str) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "customer": case.customer.name,
        "urgent": case.urgency == Urgency.CANNOT_WORK,
        "cause": case.cause,
        "received": case.received.isoformat(),
        "address": desk_address + reverse("report", args=[case.reference]),
    }
