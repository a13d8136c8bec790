"""The pages of incidents, for technicians; and what an employee's program is told of them."""

import datetime
import logging
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from checker.desk.accounts.models import Technician
from checker.desk.customers.accepted_code import CodeReplaced
from checker.desk.customers.code_guessing import look_up_code
from checker.desk.customers.models import Customer
from checker.desk.firm.signing_key import FirmKeyMismatch
from checker.desk.incidents.announcing import announced_incidents, open_by_hand, signed_announcements
from checker.desk.incidents.capacity import BEFORE, company_line, people_in_first_hour
from checker.desk.incidents.detection import WINDOW, detect_if_due, take_in
from checker.desk.incidents.forms import IncidentForm
from checker.desk.incidents.models import Incident
from checker.desk.pages.csv_response import csv_response
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import refusal_response
from checker.desk.reports.cases import work
from checker.desk.reports.cases.models import Case, CaseState
from checker.desk.reports.inbox.search import find_by_reference
from checker.model.employee.announcement import MAX_WORDS

log = logging.getLogger("checker.desk.incidents")
MAX_LISTED = 50
MAX_CASES = 100


@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    """Open ones, and the last that are over."""
    detect_if_due()
    rows = Incident.objects.select_related("customer", "worker", "closed_by")
    context = {
        "open": rows.filter(closed=None)[:MAX_LISTED],
        "closed": rows.filter(closed__isnull=False)[:MAX_LISTED],
        "customers": Customer.objects.filter(active=True),
    }
    return render(request, "incidents/list.html", context)


@require_GET
def incidents_csv(request: HttpRequest) -> HttpResponse:
    """All of them as a table, the newest first."""

    def moment(value: datetime.datetime | None) -> str:
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes") if value else ""

    rows = (
        (row.customer.name, row.cause, row.subject, moment(row.began), moment(row.closed), row.people)
        for row in Incident.objects.select_related("customer")
    )
    heading = ("customer", "cause", "subject", "began", "closed", "cases")
    return csv_response("Homeoffice-Check_incidents", heading, rows)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Opened by hand, before five people call."""
    customer = get_object_or_404(Customer, code=code)
    form = IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        incident = open_by_hand(customer, fields["words"], fields["began"], cast(Technician, request.user))
        return redirect("incident", pk=incident.pk)
    return render(request, "incidents/new.html", {"customer": customer, "form": form})


@require_GET
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one: its cases, what else came in the same hour, and what employees are told."""
    record = get_object_or_404(Incident.objects.select_related("customer", "worker", "closed_by", "opened_by"), pk=pk)
    cases = record.cases.select_related("customer").order_by("received", "pk")
    context = {
        "incident": record,
        "cases": cases[:MAX_CASES],
        "open_cases": cases.filter(closed=None).count(),
        "is_announced": record.closed is None and record in announced_incidents(record.customer),
        "longest": MAX_WORDS,
        "others": _others_in_the_first_hour(record),
        "people": (people := people_in_first_hour(record)),
        "line": company_line(people, record.customer.uplink_mbit, page_language()),
    }
    return render(request, "incidents/incident.html", context)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it, changes what employees are told, adds a case, or closes it with all of its cases."""
    record = get_object_or_404(Incident, pk=pk, closed=None)
    technician, action = cast(Technician, request.user), request.POST.get("do", "")
    if action == "take":
        record.worker = technician
    elif action == "announce":
        record.words = " ".join(request.POST.get("words", "").replace("\0", "").split())[:MAX_WORDS]
        record.announced = "announced" in request.POST
        record.opened = timezone.now() if record.is_manual else record.opened
    elif action == "add":
        _add_case(request, record)
    elif action == "close":
        return _close(request, record, technician)
    record.save()
    return redirect("incident", pk=record.pk)


@login_not_required
@require_safe
def announcements(request: HttpRequest, code: str) -> HttpResponse:
    """What is broken at this customer right now, signed; for the employee's program."""
    try:
        accepted, wait_s = look_up_code(request, code)
    except CodeReplaced as over:
        return refusal_response(over.fetch_refusal)
    if accepted is None:
        return refusal_response("too-many", wait_s) if wait_s else refusal_response("profile-unknown")
    try:
        toml = signed_announcements(accepted.customer, accepted.code)
    except (FirmKeyMismatch, OSError) as error:
        log.error("no announcement could be signed: %s", type(error).__name__)
        return refusal_response("desk-busy")
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(toml, content_type="application/toml; charset=utf-8", headers=headers)


def _close(request: HttpRequest, record: Incident, technician: Technician) -> HttpResponse:
    confirmation = request.POST.get("cause", "")
    references = record.cases.filter(closed=None).values_list("reference", flat=True)
    number = work.close_several(list(references), technician, confirmation)
    record.closed, record.closed_by = timezone.now(), technician
    record.save()
    closed_cases = ngettext("%(n)d Fall mit abgelegt.", "%(n)d Fälle mit abgelegt.", number) % {"n": number}
    messages.success(request, f"{gettext('Die Störung ist beendet.')} {closed_cases if number else ''}".strip())
    return redirect("incidents")


def _add_case(request: HttpRequest, record: Incident) -> None:
    entry = find_by_reference(request.POST.get("reference", ""))
    case = entry if entry is None or isinstance(entry, Case) else entry.case
    if case is None or case.customer_id != record.customer_id or case.state == CaseState.DELETED:
        messages.warning(request, gettext("Einen Fall dieses Kunden mit diesem Kennzeichen gibt es nicht."))
    else:
        take_in(record, [case])
        record.refresh_from_db()


def _others_in_the_first_hour(record: Incident) -> int:
    """Cases of the customer around its beginning that do not belong to it: where many work, it is not everywhere."""
    around = (record.began - BEFORE, record.began + WINDOW)
    cases = Case.objects.filter(customer=record.customer_id, received__range=around)
    return cases.exclude(incidents=record).count()
