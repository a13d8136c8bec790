"""Which cases wait, and in which order they are worked through."""

import datetime

from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Max, Min, QuerySet, Value, When
from django.utils import timezone

from checker.desk.reports.cases.models import Case, CaseState
from checker.model.record import Record

STATES = ("open", "waiting", "closed", "all")
OPEN_STATES = (CaseState.NEW, CaseState.WORKING)
PERIODS = {"today": datetime.timedelta(0), "week": datetime.timedelta(days=6)}
"""How far before today's midnight a list begins."""
GROUPINGS = ("cause", "customer")


def cases_in_state(state: str) -> QuerySet[Case]:
    """Open ones in the order of work; those that wait for somebody, the longest wait first; closed ones, the last
    closed first; or all, the newest first.

    Order of work: who cannot work before others, among equals who came today before yesterday's, then regular
    customers, then the longest wait.
    """
    cases = Case.objects.select_related("customer", "closed_by", "worker")
    if state == "open":
        today = SqlCase(
            When(received__gte=todays_midnight(), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        open_cases = cases.filter(state__in=OPEN_STATES)
        return open_cases.order_by("urgency", today, "-customer__regular", "received", "pk")
    if state == "waiting":
        return cases.filter(state=CaseState.WAITING).order_by("received", "pk")
    if state == "closed":
        return cases.filter(closed__isnull=False).order_by("-closed", "-pk")
    return cases.order_by("-received", "-pk")


def received_in(period: str, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of this period; all of them for a period that has no name here."""
    return cases.filter(received__gte=todays_midnight() - PERIODS[period]) if period in PERIODS else cases


def state_counts() -> dict[str, int]:
    """How many are open, and how many wait for somebody. Closed ones are not counted: they may be a million."""
    rows = Case.objects.filter(state__in=(*OPEN_STATES, CaseState.WAITING)).order_by().values_list("state")
    numbers = dict(rows.annotate(number=Count("pk")))
    waiting = numbers.get(CaseState.WAITING, 0)
    return {"open": sum(numbers.values()) - waiting, "waiting": waiting}


class CaseGroup(Record, frozen=True, kw_only=True):
    """Cases that have a cause or a customer in common. `key`: the code of it; `title` of a customer its name."""

    key: str
    title: str
    number: int
    customers: int
    urgency: int
    received: datetime.datetime


def grouped_cases(cases: QuerySet[Case], grouping: str, limit: int) -> list[CaseGroup]:
    """The largest groups; of causes only those that were named."""
    columns = ("cause", "cause") if grouping == "cause" else ("customer__code", "customer__name")
    rows = (
        cases.order_by()
        .values_list(*columns)
        .annotate(
            number=Count("pk"),
            customers=Count("customer", distinct=True),
            worst=Min("urgency"),
            newest=Max("received"),
        )
        .order_by("-number", columns[0])
    )
    if grouping == "cause":
        rows = rows.exclude(cause="")
    return [
        CaseGroup(key=key, title=title, number=number, customers=customers, urgency=urgency, received=newest)
        for key, title, number, customers, urgency, newest in rows[:limit]
    ]


def most_frequent_causes(cases: QuerySet[Case], limit: int) -> list[tuple[str, int]]:
    """The codes that stand in most of these cases, with their numbers; only those that stand in two or more."""
    rows = cases.exclude(cause="").order_by().values_list("cause").annotate(number=Count("pk"))
    return [(code, number) for code, number in rows.order_by("-number", "cause")[:limit] if number > 1]


def todays_midnight() -> datetime.datetime:
    """When today began, in the desk's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
