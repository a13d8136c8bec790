"""Which cases wait, and in which order they are worked through."""

import datetime
from collections.abc import Iterable

from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import Case, CaseState
from checker.model.record import Record

STATES = ("open", "waiting", "closed", "all")
LONG_STATES = ("closed", "all")
"""A million cases, perhaps: nothing in them is counted."""
OPEN_STATES = (CaseState.NEW, CaseState.WORKING)
PERIODS = {"today": datetime.timedelta(0), "week": datetime.timedelta(days=6)}
"""How far before today's midnight a list begins."""
GROUPINGS = ("cause", "customer")
MAX_MERGED = 1000
"""Cases of a list that is put together of several."""


class CaseList(Record, frozen=True, kw_only=True):
    """Cases in the order of their list. `parts`: together they are the list; a case may be in two of them.

    Each part is read by one index. Several parts are in the order of arrival, the newest first, and `MAX_MERGED` long
    at most. Keys are read first, and then those rows alone that are shown.
    """

    parts: tuple[QuerySet[Case], ...]

    def page(self, begin: int, end: int) -> list[Case]:
        """The cases from `begin` on, before `end`, with what a page shows of them."""
        keys = self.keys(begin, end)
        rows = Case.objects.select_related("customer", "closed_by", "worker").in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def keys(self, begin: int, end: int) -> list[int]:
        """Their keys."""
        if len(self.parts) == 1:
            return list(self.parts[0].values_list("pk", flat=True)[begin:end])
        end = min(end, MAX_MERGED)
        newest = {row for part in self.parts for row in part.values_list("received", "pk")[:end]}
        return [key for _, key in sorted(newest, reverse=True)[begin:end]]


def cases_in_state(state: str, *, is_narrow: bool = False) -> QuerySet[Case]:
    """Open ones in the order of work; those that wait for somebody, the longest wait first; closed ones, the last
    closed first; or all. The newest come first in all, and in closed ones of which only some are looked for.

    Order of work: who cannot work before others, among equals who came today before yesterday's, then regular
    customers, then the longest wait.
    """
    if state == "open":
        open_cases = Case.objects.filter(closed=None, state__in=OPEN_STATES)
        regular = Customer.objects.filter(regular=True).order_by().values("pk")
        today_first, regular_first = _first(Q(received__gte=todays_midnight())), _first(Q(customer__in=regular))
        return open_cases.order_by("urgency", today_first, regular_first, "received", "pk")
    if state == "waiting":
        return Case.objects.filter(closed=None, state=CaseState.WAITING).order_by("received", "pk")
    if state == "closed":
        order = "-received" if is_narrow else "-closed"
        return Case.objects.filter(closed__isnull=False).order_by(order, "-pk")
    return Case.objects.order_by("-received", "-pk")


def _first(condition: Q) -> SqlCase:
    """An order that puts those first of which this is true."""
    return SqlCase(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def received_in(period: str, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of this period; all of them for a period that has no name here."""
    return cases.filter(received__gte=todays_midnight() - PERIODS[period]) if period in PERIODS else cases


def state_counts() -> dict[str, int]:
    """How many are open, and how many wait for somebody."""
    is_waiting = Q(state=CaseState.WAITING)
    return Case.objects.filter(closed=None).aggregate(
        open=Count("pk", filter=~is_waiting), waiting=Count("pk", filter=is_waiting)
    )


def open_cases_by_customer() -> dict[int, int]:
    """How many cases of each customer are not closed, by the customer's key; without those that have none."""
    rows = Case.objects.filter(closed=None).order_by().values_list("customer")
    return dict(rows.annotate(number=Count("pk")))


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
    column = "cause" if grouping == "cause" else "customer"
    rows = (
        cases.order_by()
        .values_list(column)
        .annotate(
            number=Count("pk"),
            customers=Count("customer", distinct=True),
            worst=Min("urgency"),
            newest=Max("received"),
        )
        .order_by("-number", column)
    )
    if grouping == "cause":
        rows = rows.exclude(cause="")
    groups = list(rows[:limit])
    names = _customer_names(group[0] for group in groups) if grouping == "customer" else {}
    return [
        CaseGroup(
            key=names[key][0] if names else key,
            title=names[key][1] if names else key,
            number=number,
            customers=customers,
            urgency=urgency,
            received=newest,
        )
        for key, number, customers, urgency, newest in groups
    ]


def _customer_names(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Code and name of each."""
    return {
        pk: (code, name)
        for pk, code, name in Customer.objects.filter(pk__in=list(keys)).values_list("pk", "code", "name")
    }


def most_frequent_causes(cases: QuerySet[Case], limit: int) -> list[tuple[str, int]]:
    """The codes that stand in most of these cases, with their numbers; only those that stand in two or more."""
    rows = cases.exclude(cause="").order_by().values_list("cause").annotate(number=Count("pk"))
    return [(code, number) for code, number in rows.order_by("-number", "cause")[:limit] if number > 1]


def todays_midnight() -> datetime.datetime:
    """When today began, in the desk's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
