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
from checker.desk.inbox.again import judged_again
from checker.desk.inbox.models import ReceivedReport
from checker.desk.inbox.search import found, the_one
from checker.desk.pages.language import page_language
from checker.model.codec import Unreadable
from checker.model.report import Report
from checker.show import html

PAGE = 25
LISTS = ("open", "closed", "all")


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first, regular customers first among equals, the longest wait before that."""
    wanted = request.GET.get("q", "")
    if (one := the_one(wanted)) is not None:
        return redirect("report", reference=one.reference)
    state = request.GET.get("state", "open")
    state = state if state in LISTS else "open"
    listed = found(wanted, _listed(state))
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    waiting = ReceivedReport.objects.filter(closed=None).count()
    return render(
        request, "inbox/list.html", {"page": page, "q": wanted, "state": state, "lists": LISTS, "waiting": waiting}
    )


@require_GET
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one report; what it says is made by the same code as the employee's own page."""
    one = get_object_or_404(
        ReceivedReport.objects.select_related("customer", "arrival", "closed_by"), reference=reference
    )
    shown = {"one": one, "others": _others(one)}
    try:
        told = one.report
    except Unreadable as error:
        return render(request, "inbox/report.html", shown | {"unreadable": error})
    return render(request, "inbox/report.html", shown | {"body": _body(told, one), "again": judged_again(told)})


@require_GET
def raw(request: HttpRequest, reference: str) -> HttpResponse:
    """The report as it arrived, byte for byte."""
    one = get_object_or_404(ReceivedReport.objects.select_related("arrival"), reference=reference)
    answer = HttpResponse(bytes(one.arrival.raw), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="Homeoffice-Check_{one.reference}.json"'
    return answer


@require_POST
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Closes a report, or opens it again."""
    one = get_object_or_404(ReceivedReport, reference=reference)
    closing = request.POST.get("do") == "close"
    one.closed = timezone.now() if closing else None
    one.closed_by = cast(Technician, request.user) if closing else None
    one.save(update_fields=["closed", "closed_by"])
    return redirect("report", reference=one.reference)


def _listed(state: str) -> QuerySet[ReceivedReport]:
    every = ReceivedReport.objects.select_related("customer")
    if state == "open":
        return every.filter(closed=None).order_by("urgency", "-customer__regular", "received", "pk")
    if state == "closed":
        return every.exclude(closed=None).order_by("-closed", "-pk")
    return every.order_by("-received", "-pk")


def _body(told: Report, one: ReceivedReport) -> str:
    guide = reverse("guide").rstrip("/")
    made = html.report_fragment(told, page_language(), audience="technician", guide_url=guide, reference=one.reference)
    return mark_safe(made)  # noqa: S308 - show/ escapes every value of a report


def _others(one: ReceivedReport) -> QuerySet[ReceivedReport]:
    """The customer's newest other reports: the same cause twice is seldom the employee's own."""
    return one.customer.reports.exclude(pk=one.pk).order_by("-received")[:5]
