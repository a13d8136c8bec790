"""Which cases wait, and in which order they are worked through."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import Case, CaseState
from checker.desk.reports.cases.urgency import Urgency
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
MAX_SORTED = 2000
"""Open cases that are sorted for each page: what a few dozen statements cost is more than that."""


class CaseList(Record, frozen=True, kw_only=True):
    """Cases in the order of their list. `parts`: together they are the list; a case may be in two of them.

    Each part is read by one index. Several parts are in the order of arrival, the newest first, and `MAX_MERGED` long
    at most. `stretches`: the only part, cut into what an index has in order, where that is too long to be sorted. Keys
    are read first, and then those rows alone that are shown.
    """

    parts: tuple[QuerySet[Case], ...]
    stretches: Callable[[], Iterator[QuerySet[Case]]] | None = None

    def page(self, begin: int, end: int) -> list[Case]:
        """The cases from `begin` on, before `end`, with what a page shows of them."""
        keys = self.keys(begin, end)
        rows = Case.objects.select_related("customer", "closed_by", "worker").in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def keys(self, begin: int, end: int) -> list[int]:
        """Their keys."""
        if self.stretches is not None:
            keys: list[int] = []
            for stretch in self.stretches():
                keys += stretch.values_list("pk", flat=True)[: end - len(keys)]
                if len(keys) == end:
                    break
            return keys[begin:]
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
        return open_cases.order_by("urgency", _first(_is_of_today()), _first(_is_of_regular()), "received", "pk")
    if state == "waiting":
        return Case.objects.filter(closed=None, state=CaseState.WAITING).order_by("received", "pk")
    if state == "closed":
        order = "-received" if is_narrow else "-closed"
        return Case.objects.filter(closed__isnull=False).order_by(order, "-pk")
    return Case.objects.order_by("-received", "-pk")


def are_many_open() -> bool:
    """Whether there are more than should be sorted for a page."""
    return Case.objects.filter(closed=None)[: MAX_SORTED + 1].count() > MAX_SORTED


def open_stretches() -> Iterator[QuerySet[Case]]:
    """Open cases in the order of work, cut where an index has them in that order."""
    cases = Case.objects.filter(closed=None, state__in=OPEN_STATES).order_by("received", "pk")
    for urgency in Urgency:
        for by_day in (_is_of_today(), ~_is_of_today()):
            for by_customer in (_is_of_regular(), ~_is_of_regular()):
                yield cases.filter(by_day, by_customer, urgency=urgency)


def _is_of_today() -> Q:
    return Q(received__gte=todays_midnight())


def _is_of_regular() -> Q:
    return Q(customer__in=Customer.objects.filter(regular=True).order_by().values("pk"))


def _first(condition: Q) -> SqlCase:
    """An order that puts those first of which this is true."""
    return SqlCase(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def received_in(period: str, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of this period; all of them for a period that has no name here."""
    return cases.filter(received__gte=todays_midnight() - PERIODS[period]) if period in PERIODS else cases


def counts_by_cause() -> tuple[Counter[str], Counter[str]]:
    """How many cases of each cause are open, and how many wait for somebody; "" is the cause of those without one."""
    not_closed = Case.objects.filter(closed=None).order_by()
    # Few: read from their own index, where a grouping would go through all that are open.
    waiting = Counter(not_closed.filter(state=CaseState.WAITING).values_list("cause", flat=True))
    by_cause = Counter(dict(not_closed.values_list("cause").annotate(number=Count("*"))))
    # All of them without those, since an index is gone through faster without looking at their state.
    return by_cause - waiting, waiting


def open_cases_by_customer() -> dict[int, int]:
    """How many cases of each customer are not closed, by the customer's key; without those that have none."""
    rows = Case.objects.filter(closed=None).order_by().values_list("customer")
    return dict(rows.annotate(number=Count("*")))


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
            number=Count("*"),
            customers=Count("customer", distinct=True) if grouping == "cause" else Value(1),
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


def causes_of(cases: QuerySet[Case]) -> Counter[str]:
    """How many of these cases there are of each cause."""
    return Counter(dict(cases.order_by().values_list("cause").annotate(number=Count("*"))))


def most_frequent(causes: Counter[str], limit: int) -> list[tuple[str, int]]:
    """The causes that stand in most cases, with their numbers; only those that stand in two or more."""
    named = [(-number, code) for code, number in causes.items() if code and number > 1]
    return [(code, -number) for number, code in sorted(named)[:limit]]


def todays_midnight() -> datetime.datetime:
    """When today began, in the desk's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
