"""The inbox, and the page of one report."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from checker.desk.accounts.models import Technician
from checker.desk.pages.language import page_language
from checker.desk.reports.inbox.rediagnosis import diagnose_again
from checker.desk.reports.inbox.search import filter_reports, find_by_reference
from checker.desk.reports.models import ReceivedReport
from checker.model.codec import Unreadable
from checker.model.report import Report
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.report_html import document

PAGE_SIZE = 25
STATES = ("open", "closed", "all")


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first, regular customers first among equals, the longest wait before that."""
    query = request.GET.get("q", "")
    if (exact_match := find_by_reference(query)) is not None:
        return redirect("report", reference=exact_match.reference)
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    matches = filter_reports(query, _reports_in_state(state))
    page = Paginator(matches, PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = ReceivedReport.objects.filter(closed=None).count()
    return render(
        request, "reports/list.html", {"page": page, "q": query, "state": state, "lists": STATES, "waiting": waiting}
    )


@require_GET
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one report; what it says is made by the same code as the employee's own page."""
    received_report = get_object_or_404(
        ReceivedReport.objects.select_related("customer", "arrival", "closed_by"), reference=reference
    )
    context = {"one": received_report, "others": _other_reports(received_report)}
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
    """Closes a report, or opens it again."""
    received_report = get_object_or_404(ReceivedReport, reference=reference)
    is_closing = request.POST.get("do") == "close"
    received_report.closed = timezone.now() if is_closing else None
    received_report.closed_by = cast(Technician, request.user) if is_closing else None
    received_report.save(update_fields=["closed", "closed_by"])
    return redirect("report", reference=received_report.reference)


def _reports_in_state(state: str) -> QuerySet[ReceivedReport]:
    reports = ReceivedReport.objects.select_related("customer")
    if state == "open":
        return reports.filter(closed=None).order_by("urgency", "-customer__regular", "received", "pk")
    if state == "closed":
        return reports.exclude(closed=None).order_by("-closed", "-pk")
    return reports.order_by("-received", "-pk")


def _report_html(parsed_report: Report, received_report: ReceivedReport) -> str:
    guide = reverse("guide").rstrip("/")
    body_html = document.report_fragment(
        parsed_report, page_language(), audience="technician", guide_url=guide, reference=received_report.reference
    )
    return mark_safe(body_html)  # noqa: S308 - show/ escapes every value of a report


def _other_reports(received_report: ReceivedReport) -> QuerySet[ReceivedReport]:
    """The customer's newest other reports: the same cause twice is seldom the employee's own."""
    return received_report.customer.reports.exclude(pk=received_report.pk).order_by("-received")[:5]
