"""What helps: by week for the firm, by month for a customer, to print."""

import datetime
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from checker.desk.customers.models import Customer
from checker.desk.pages.csv_response import csv_response
from checker.desk.results.day_results import MIN_CASES, cause_sums, month_sums, next_month, sums_by_week
from checker.desk.results.models import DayCause

WEEKS = 12
MAX_CAUSES = 10


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The last weeks of all customers, and what was solved how."""
    first = timezone.localdate() - datetime.timedelta(weeks=WEEKS)
    context = {
        "weeks": sums_by_week(WEEKS),
        "number": WEEKS,
        "causes": cause_sums(DayCause.objects.filter(day__gte=first), MAX_CAUSES),
    }
    return render(request, "results/weeks.html", context)


@require_GET
def results_csv(request: HttpRequest) -> HttpResponse:
    """A year of weeks as a table."""
    rows = (
        (
            week.begins.isoformat(),
            week.reports,
            week.fine,
            week.by_employee,
            week.by_technician,
            None if week.mean_hours is None else round(week.mean_hours, 1),
        )
        for week in sums_by_week(52)
    )
    heading = ("week_from", "reports", "fine_at_once", "calls_avoided", "solved_by_technician", "mean_hours")
    return csv_response("Homeoffice-Check_results", heading, rows)


@require_GET
def month(request: HttpRequest, code: str, text: str) -> HttpResponse:
    """One customer's month, `2026-03`, to print; of fewer than five cases it says nothing."""
    customer = get_object_or_404(Customer, code=code)
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        raise Http404
    begins = datetime.date(int(text[:4]), int(text[5:]), 1)
    sums = month_sums(customer, begins)
    rows = DayCause.objects.filter(customer=customer, day__gte=begins, day__lt=next_month(begins))
    context = {
        "customer": customer,
        "begins": begins,
        "before": (begins - datetime.timedelta(days=1)).strftime("%Y-%m"),
        "after": next_month(begins).strftime("%Y-%m") if next_month(begins) <= timezone.localdate() else "",
        "sums": sums,
        "causes": cause_sums(rows, MAX_CAUSES),
        "is_enough": sums.cases >= MIN_CASES,
        "least": MIN_CASES,
    }
    return render(request, "results/month.html", context)


@require_GET
def this_month(request: HttpRequest, code: str) -> HttpResponse:
    """The month that is."""
    return month(request, code, timezone.localdate().strftime("%Y-%m"))
