"""The inbox, and the lists beside it."""

import datetime
from collections import Counter
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from checker.desk.accounts.models import Technician
from checker.desk.pages.csv_response import csv_response
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import REFUSALS, refusal_of_kind
from checker.desk.pages.script import with_script
from checker.desk.reports.cases import work
from checker.desk.reports.cases.models import Case
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.inbox.filters import InboxFilters
from checker.desk.reports.inbox.hit_rate import hit_rates, write_csv
from checker.desk.reports.inbox.search import find_by_reference
from checker.desk.reports.inbox.worklist import (
    LONG_STATES,
    MAX_MERGED,
    causes_of,
    counts_by_cause,
    grouped_cases,
    most_frequent,
    todays_midnight,
)
from checker.desk.reports.models import Arrival, ArrivalState
from checker.model.privacy import REFUSED_UPLOAD_DAYS

PAGE_SIZE = 25
MAX_PAGE = 10_000
MAX_CAUSES = 6
"""Causes that stand above the list."""
MAX_GROUPS = 100
MAX_GROUPED = MAX_MERGED
"""Cases of a long list that are grouped: its newest ones."""
MAX_REFUSED = 100
MAX_TABLE = 5000
"""Cases of a table: what a spreadsheet still opens at once, and a page may take a second for."""


@require_GET
@with_script
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, in the order of work; what is looked for stands in the address."""
    if (exact_match := find_by_reference(request.GET.get("q", ""))) is not None:
        return redirect("report", reference=exact_match.reference)
    filters = InboxFilters.from_request(request)
    matches = filters.select()
    is_long = filters.state in LONG_STATES
    open_causes, waiting_causes = counts_by_cause()
    context = {
        "filters": filters,
        "counts": {"open": open_causes.total(), "waiting": waiting_causes.total()},
        "today": todays_midnight(),
        "refused": _count_refused(),
    }
    if filters.group:
        newest = matches.keys(0, MAX_GROUPED) if is_long else []
        grouped = Case.objects.filter(pk__in=newest) if is_long else matches.parts[0]
        groups = grouped_cases(grouped, filters.group, MAX_GROUPS)
        limit = len(newest) if len(newest) == MAX_GROUPED else 0
        return render(request, "reports/list.html", context | {"groups": groups, "grouped_limit": limit})
    number = _page_number(request)
    if filters.cause or is_long:
        causes = Counter[str]()
    else:
        causes = causes_of(matches.parts[0]) if filters.is_narrow or filters.state != "open" else open_causes
    rows = matches.page((number - 1) * PAGE_SIZE, number * PAGE_SIZE + 1)
    return render(
        request,
        "reports/list.html",
        context
        | {
            "cases": rows[:PAGE_SIZE],
            "number": number,
            "has_next": len(rows) > PAGE_SIZE,
            "causes": most_frequent(causes, MAX_CAUSES),
        },
    )


@require_GET
def inbox_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table, without what an employee wrote."""
    rows = (
        (
            case.reference,
            case.customer.name,
            case.get_state_display(),
            Urgency(case.urgency).label,
            case.cause,
            case.runs,
            _table_time(case.received),
            _table_time(case.closed),
            case.worker.name if case.worker else "",
        )
        for case in InboxFilters.from_request(request).select().page(0, MAX_TABLE)
    )
    heading = ("reference", "customer", "state", "urgency", "cause", "runs", "received", "closed", "worker")
    return csv_response("Homeoffice-Check_cases", heading, rows)


@require_POST
def close_several(request: HttpRequest) -> HttpResponse:
    """Closes all that were ticked, and goes back to the same list."""
    number = work.close_several(
        request.POST.getlist("reference"), cast(Technician, request.user), request.POST.get("cause", "")
    )
    if number:
        messages.success(request, ngettext("%(n)d Fall abgelegt.", "%(n)d Fälle abgelegt.", number) % {"n": number})
    filters = InboxFilters.from_query(QueryDict(request.POST.get("filters", "")))
    return redirect(f"{reverse('inbox')}?{filters.address}")


@require_GET
def refused(request: HttpRequest) -> HttpResponse:
    """Uploads that were not accepted, and why. Nothing of them is read: they may be anything."""
    rows = Arrival.objects.filter(state=ArrivalState.REFUSED).order_by("-received", "-pk").defer("raw")[:MAX_REFUSED]
    uploads = [(row, _reason(row.refusal)) for row in rows]
    return render(request, "reports/refused.html", {"uploads": uploads, "days": REFUSED_UPLOAD_DAYS})


@require_GET
def refused_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    rows = Arrival.objects.filter(state=ArrivalState.REFUSED).order_by("-received", "-pk").defer("raw")[:MAX_REFUSED]
    lines = (
        (
            _table_time(row.received),
            row.size,
            row.refusal,
            _reason(row.refusal),
        )
        for row in rows
    )
    return csv_response("Homeoffice-Check_refused", ("received", "bytes", "kind", "reason"), lines)


@require_GET
def hit_rate(request: HttpRequest) -> HttpResponse:
    """How often the named cause was the right one, as those who closed the cases found out."""
    return render(request, "reports/hit_rate.html", {"rows": hit_rates()})


@require_GET
def hit_rate_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table, for other programs. It holds codes and numbers alone, nothing of anybody."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="Homeoffice-Check_hit-rate.csv"'
    write_csv(response, hit_rates())
    return response


def _table_time(moment: datetime.datetime | None) -> str:
    return timezone.localtime(moment).isoformat(sep=" ", timespec="seconds") if moment else ""


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _count_refused() -> int:
    return Arrival.objects.filter(state=ArrivalState.REFUSED).count()


def _reason(kind: str) -> str:
    """The sentence that the sender read; the bare kind for one of the model's."""
    return refusal_of_kind(kind).render(page_language()) if kind in REFUSALS else kind
