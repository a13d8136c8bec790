"""Counts each day's results before the cases go, and sums them up for pages."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import Case, CaseState
from checker.desk.reports.models import ReceivedReport
from checker.desk.results.models import DayCause, DayResult
from checker.model.privacy import CLOSED_REPORT_DAYS
from checker.model.record import Record

COUNTED_DAYS = CLOSED_REPORT_DAYS - 1
"""Before today: their cases are all here still, and one that was opened again counts no more."""
RETENTION = datetime.timedelta(days=366)
MIN_CASES = 5
"""A customer reads numbers of so many cases and more: of fewer, somebody could be told by them."""
Key = tuple[datetime.date, int]


class ResultSums(Record, frozen=True, kw_only=True):
    """Of a period. `mean_hours` from the first report to the end, of cases that a technician closed."""

    begins: datetime.date
    reports: int = 0
    fine: int = 0
    by_employee: int = 0
    by_technician: int = 0
    minutes: int = 0

    @property
    def mean_hours(self) -> float | None:
        """None where no technician closed any."""
        return self.minutes / 60 / self.by_technician if self.by_technician else None

    @property
    def cases(self) -> int:
        """All that ended."""
        return self.fine + self.by_employee + self.by_technician


class CauseSums(Record, frozen=True, kw_only=True):
    """Cases of one cause in a period."""

    cause: str
    by_employee: int
    by_technician: int


def count_days() -> int:
    """Counts the last days anew, yesterday included; returns how many rows there are of them."""
    today = timezone.localdate()
    first = today - datetime.timedelta(days=COUNTED_DAYS)
    begin, end = (timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in (first, today))
    results: dict[Key, DayResult] = {}
    causes: dict[tuple[Key, str], DayCause] = {}
    _count_reports(results, begin, end)
    _count_cases(results, causes, begin, end)
    with transaction.atomic():
        for model in (DayResult, DayCause):
            model.objects.filter(day__gte=first).delete()
        DayResult.objects.bulk_create(results.values(), batch_size=500)
        DayCause.objects.bulk_create(causes.values(), batch_size=500)
    return len(results)


def delete_old_results() -> int:
    """What is older than a year; returns how many rows."""
    first = timezone.localdate() - RETENTION
    return sum(model.objects.filter(day__lt=first).delete()[0] for model in (DayResult, DayCause))


def sums_by_week(weeks: int) -> list[ResultSums]:
    """The last weeks of all customers, this one first; a week begins on Monday."""
    monday = _monday(timezone.localdate())
    first = monday - datetime.timedelta(weeks=weeks - 1)
    by_week: dict[datetime.date, list[DayResult]] = {
        monday - datetime.timedelta(weeks=number): [] for number in range(weeks)
    }
    for row in _summed_by_day(DayResult.objects.filter(day__gte=first)):
        by_week[_monday(row.day)].append(row)
    return [_sum(week, rows) for week, rows in by_week.items()]


def month_sums(customer: Customer, month: datetime.date) -> ResultSums:
    """Of the month that begins on this day."""
    return _sum(month, DayResult.objects.filter(customer=customer, day__gte=month, day__lt=next_month(month)))


def cause_sums(rows: QuerySet[DayCause], limit: int) -> list[CauseSums]:
    """The most frequent causes of these."""
    totals = (
        rows.order_by()
        .values_list("cause")
        .annotate(by_employee=Sum("by_employee"), by_technician=Sum("by_technician"))
    )
    sums = [
        CauseSums(cause=cause, by_employee=by_employee, by_technician=by_technician)
        for cause, by_employee, by_technician in totals
    ]
    return sorted(sums, key=lambda row: (-(row.by_employee + row.by_technician), row.cause))[:limit]


def next_month(month: datetime.date) -> datetime.date:
    """The first day of the month after."""
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _count_reports(results: dict[Key, DayResult], begin: datetime.datetime, end: datetime.datetime) -> None:
    # One customer after the other: their index has the reports of each in order, and no index holds the days of all.
    for customer in Customer.objects.order_by("pk").values_list("pk", flat=True):
        rows = ReceivedReport.objects.filter(customer=customer, received__gte=begin, received__lt=end).order_by()
        for day, number in rows.values_list(TruncDate("received")).annotate(number=Count("received")):
            _result(results, (day, customer)).reports = number


def _count_cases(
    results: dict[Key, DayResult],
    causes: dict[tuple[Key, str], DayCause],
    begin: datetime.datetime,
    end: datetime.datetime,
) -> None:
    closed = Case.objects.filter(closed__gte=begin, closed__lt=end).order_by().annotate(first=Min("reports__received"))
    columns = ("customer", "cause", "state", "closed_by", "closed", "first")
    for customer, cause, state, closed_by, ended, first_came in closed.values_list(*columns).iterator(2000):
        key = (timezone.localtime(ended).date(), customer)
        result = _result(results, key)
        if not cause and closed_by is None:
            result.fine += 1
            continue
        is_alone = state == CaseState.SOLVED_BY_EMPLOYEE
        result.by_employee += is_alone
        result.by_technician += not is_alone
        if not is_alone and first_came is not None:
            result.minutes += max(0, round((ended - first_came).total_seconds() / 60))
        if cause:
            count = causes.setdefault((key, cause), DayCause(day=key[0], customer_id=customer, cause=cause))
            count.by_employee += is_alone
            count.by_technician += not is_alone


def _result(results: dict[Key, DayResult], key: Key) -> DayResult:
    return results.setdefault(key, DayResult(day=key[0], customer_id=key[1]))


def _summed_by_day(rows: QuerySet[DayResult]) -> list[DayResult]:
    names = ("reports", "fine", "by_employee", "by_technician", "minutes")
    totals = rows.order_by().values_list("day").annotate(*(Sum(name) for name in names))
    return [DayResult(day=day, **dict(zip(names, values, strict=True))) for day, *values in totals]


def _sum(begins: datetime.date, rows: Iterable[DayResult]) -> ResultSums:
    listed = list(rows)
    names = ("reports", "fine", "by_employee", "by_technician", "minutes")
    return ResultSums(begins=begins, **{name: sum(getattr(row, name) for row in listed) for name in names})


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
