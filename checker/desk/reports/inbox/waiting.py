"""Which reports wait, and in which order they are worked through."""

import datetime

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from checker.desk.reports.models import ReceivedReport

STATES = ("open", "closed", "all")
PERIODS = {"today": datetime.timedelta(0), "week": datetime.timedelta(days=6)}
"""How far before today's midnight a list begins."""


def reports_in_state(state: str) -> QuerySet[ReceivedReport]:
    """Open ones in the order of work; closed ones, the last closed first; or all, the newest first.

    Order of work: who cannot work before others, among equals who came today before yesterday's, then regular
    customers, then the longest wait.
    """
    reports = ReceivedReport.objects.select_related("customer", "closed_by")
    if state == "open":
        today = Case(
            When(received__gte=todays_midnight(), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return reports.filter(closed=None).order_by("urgency", today, "-customer__regular", "received", "pk")
    if state == "closed":
        return reports.exclude(closed=None).order_by("-closed", "-pk")
    return reports.order_by("-received", "-pk")


def received_in(period: str, reports: QuerySet[ReceivedReport]) -> QuerySet[ReceivedReport]:
    """Those of this period; all of them for a period that has no name here."""
    return reports.filter(received__gte=todays_midnight() - PERIODS[period]) if period in PERIODS else reports


def next_waiting(after: ReceivedReport) -> ReceivedReport | None:
    """The report to go on with once this one is closed: the first that waits."""
    return reports_in_state("open").exclude(pk=after.pk).first()


def most_frequent_causes(reports: QuerySet[ReceivedReport], limit: int) -> list[tuple[str, int]]:
    """The codes that stand in most of these reports, with their numbers; only those that stand in two or more."""
    rows = reports.exclude(cause="").order_by().values_list("cause").annotate(number=Count("pk"))
    return [(code, number) for code, number in rows.order_by("-number", "cause")[:limit] if number > 1]


def todays_midnight() -> datetime.datetime:
    """When today began, in the desk's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
