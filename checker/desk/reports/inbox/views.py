"""The inbox, and the page of one report."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from checker.desk.accounts.models import Technician
from checker.desk.pages.language import page_language
from checker.desk.reports.inbox.filters import InboxFilters
from checker.desk.reports.inbox.hit_rate import causes_by_check, hit_rates, write_csv
from checker.desk.reports.inbox.rediagnosis import diagnose_again
from checker.desk.reports.inbox.search import find_by_reference
from checker.desk.reports.inbox.waiting import (
    PERIODS,
    STATES,
    most_frequent_causes,
    next_waiting,
    reports_in_state,
    todays_midnight,
)
from checker.desk.reports.models import CauseConfirmation, ReceivedReport
from checker.knowledge.causes import causes
from checker.model.codec import Unreadable
from checker.model.report import Report
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.report_html import document

PAGE_SIZE = 25
MAX_CAUSES = 6
"""Causes that stand above the list."""


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, in the order of work; what is looked for stands in the address."""
    query = request.GET.get("q", "")
    if (exact_match := find_by_reference(query)) is not None:
        return redirect("report", reference=exact_match.reference)
    filters = InboxFilters.from_request(request)
    matches = filters.apply(reports_in_state(filters.state))
    return render(
        request,
        "reports/list.html",
        {
            "page": Paginator(matches, PAGE_SIZE).get_page(request.GET.get("page")),
            "filters": filters,
            "lists": STATES,
            "periods": PERIODS,
            "today": todays_midnight(),
            "causes": [] if filters.cause else most_frequent_causes(matches, MAX_CAUSES),
            "waiting": ReceivedReport.objects.filter(closed=None).count(),
        },
    )


@require_GET
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one report; what it says is made by the same code as the employee's own page."""
    received_report = get_object_or_404(
        ReceivedReport.objects.select_related("customer", "arrival", "closed_by"), reference=reference
    )
    context = {
        "one": received_report,
        "others": _other_reports(received_report),
        "next": next_waiting(received_report) if received_report.closed else None,
        "causes": () if received_report.closed else causes_by_check(page_language()),
    }
    try:
        parsed_report = received_report.report
    except Unreadable as error:
        return render(request, "reports/report.html", context | {"unreadable": error})
    return render(
        request,
        "reports/report.html",
        context
        | {
            "body": _report_html(parsed_report, received_report),
            "again": diagnose_again(parsed_report),
            "witnesses": witnesses_of_report(parsed_report),
        },
    )


@require_GET
def raw(request: HttpRequest, reference: str) -> HttpResponse:
    """The report as it arrived, byte for byte."""
    received_report = get_object_or_404(ReceivedReport.objects.select_related("arrival"), reference=reference)
    response = HttpResponse(bytes(received_report.arrival.raw), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="Homeoffice-Check_{received_report.reference}.json"'
    return response


@require_POST
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Closes a report, with what proved to be its cause, or opens it again."""
    received_report = get_object_or_404(ReceivedReport, reference=reference)
    confirmation = request.POST.get("cause", "")
    is_closing = request.POST.get("do") == "close" or confirmation in CauseConfirmation.values
    received_report.closed = timezone.now() if is_closing else None
    received_report.closed_by = cast(Technician, request.user) if is_closing else None
    received_report.confirmation = confirmation if confirmation in CauseConfirmation.values else ""
    actual_cause = request.POST.get("actual", "")
    is_wrong = received_report.confirmation == CauseConfirmation.WRONG
    received_report.actual_cause = actual_cause if is_wrong and actual_cause in causes() else ""
    received_report.save(update_fields=["closed", "closed_by", "confirmation", "actual_cause"])
    return redirect("report", reference=received_report.reference)


@require_POST
def close_several(request: HttpRequest) -> HttpResponse:
    """Closes all that were ticked, and goes back to the same list."""
    ReceivedReport.objects.filter(reference__in=request.POST.getlist("reference"), closed=None).update(
        closed=timezone.now(), closed_by=cast(Technician, request.user)
    )
    filters = InboxFilters.from_query(QueryDict(request.POST.get("filters", "")))
    return redirect(f"{reverse('inbox')}?{filters.address}")


@require_GET
def hit_rate(request: HttpRequest) -> HttpResponse:
    """How often the named cause was the right one, as those who closed the reports found out."""
    return render(request, "reports/hit_rate.html", {"rows": hit_rates()})


@require_GET
def hit_rate_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table, for other programs. It holds codes and numbers alone, nothing of anybody."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="Homeoffice-Check_hit-rate.csv"'
    write_csv(response, hit_rates())
    return response


def _report_html(parsed_report: Report, received_report: ReceivedReport) -> str:
    guide = reverse("guide").rstrip("/")
    body_html = document.report_fragment(
        parsed_report, page_language(), audience="technician", guide_url=guide, reference=received_report.reference
    )
    return mark_safe(body_html)  # noqa: S308 - show/ escapes every value of a report


def _other_reports(received_report: ReceivedReport) -> QuerySet[ReceivedReport]:
    """The customer's newest other reports: the same cause twice is seldom the employee's own."""
    return received_report.customer.reports.exclude(pk=received_report.pk).order_by("-received")[:5]
