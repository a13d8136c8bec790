"""The page of a case: who called, what changed, what helped before, the report; and what technicians do."""

import re
from typing import Any, cast

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts.models import Technician
from checker.desk.firm.current import firm_of
from checker.desk.pages.language import page_language
from checker.desk.pages.script import with_script
from checker.desk.privacy.case_openings import record_opening
from checker.desk.reports.cases import replies, work
from checker.desk.reports.cases.call_sheet import spoken_words, verification
from checker.desk.reports.cases.comparison import RunComparison, compare_runs
from checker.desk.reports.cases.deletion import deleted_cases
from checker.desk.reports.cases.models import Case, CauseConfirmation, PhoneSummary, WaitingFor
from checker.desk.reports.cases.similar import similar_cases
from checker.desk.reports.inbox.filters import InboxFilters
from checker.desk.reports.inbox.hit_rate import cause_options
from checker.desk.reports.inbox.rediagnosis import diagnose_again
from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.reference import REFERENCE
from checker.knowledge.causes import causes
from checker.model.codec import Unreadable
from checker.model.privacy import CLOSED_REPORT_DAYS
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.report_html import document

MAX_RUNS = 20
"""Reports of a case that are listed."""
MAX_OPENINGS = 30


@require_GET
@with_script
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about the case of one report; what the report says is made by the same code as the employee's page."""
    received_report = (
        ReceivedReport.objects.select_related(
            "customer", "arrival", "case", "case__customer", "case__closed_by", "case__worker"
        )
        .filter(reference=reference)
        .first()
    )
    technician = cast(Technician, request.user)
    if received_report is None and (summary := _phone_summary(reference)) is not None:
        record_opening(summary.case, technician)
        return render(request, "reports/report.html", _of_case(request, summary.case) | {"one": summary})
    if received_report is None:
        case = get_object_or_404(deleted_cases().select_related("customer"), reference=reference)
        return render(request, "reports/deleted.html", {"case": case, "days": CLOSED_REPORT_DAYS})
    record_opening(received_report.case, technician)
    received_report.note_opened()
    context = _of_case(request, received_report.case) | {"one": received_report}
    try:
        parsed_report = received_report.report
    except Unreadable as error:
        return render(request, "reports/report.html", context | {"unreadable": error})
    return render(request, "reports/report.html", context | _of_report(request, parsed_report, received_report))


def _of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    filters = InboxFilters.from_request(request)
    return {
        "case": case,
        "summary": case.summaries.order_by("-pk").first(),
        "filters": filters,
        "runs": case.reports.order_by("-received", "-pk")[:MAX_RUNS],
        "events": case.events.select_related("technician"),
        "openings": case.openings.select_related("technician")[:MAX_OPENINGS],
        "others": _other_cases(case),
        "similar": similar_cases(case),
        "waiting_choices": WaitingFor.choices,
        "next": _next_case(case, filters) if case.closed else None,
        "causes": "" if case.closed else cause_options(page_language()),
    }


def _phone_summary(reference: str) -> PhoneSummary | None:
    cases = ("case__customer", "case__closed_by", "case__worker")
    return PhoneSummary.objects.select_related(*cases).filter(reference=reference).first()


def _of_report(request: HttpRequest, parsed_report: Report, received_report: ReceivedReport) -> dict[str, Any]:
    finding, again = received_report.worst_finding, diagnose_again(parsed_report)
    reference, language = received_report.reference, parsed_report.language
    reply_text = ""
    if finding is not None:
        template = replies.reply_template(finding.code, language)
        reply_text = replies.fill_in(template, finding, parsed_report.system, language, _guide_url(request))
    return {
        "words": spoken_words(parsed_report.own_words),
        **_origin(parsed_report, received_report),
        "verification": verification(parsed_report, reference),
        "changes": _changes(parsed_report, received_report),
        "body": _report_html(parsed_report, received_report),
        "again": again,
        "witnesses": witnesses_of_report(parsed_report) if again else None,
        "reply": reply_text,
        "reply_mail": replies.mail_address(reply_text, reference, language) if reply_text else "",
        "reply_language": language,
    }


def _origin(parsed_report: Report, received_report: ReceivedReport) -> dict[str, Any]:
    """The site or the invitation under whose code the report came; neither for the customer's own."""
    customer, code = received_report.customer, parsed_report.profile.code
    if code == customer.code:
        return {}
    invitation = customer.invitations.select_related("site").filter(code=code).first()
    site = invitation.site if invitation is not None else customer.sites.filter(code=code).first()
    return {"invitation": invitation, "site": site}


@require_GET
def raw(request: HttpRequest, reference: str) -> HttpResponse:
    """The report as it arrived, byte for byte."""
    received_report = get_object_or_404(ReceivedReport.objects.select_related("arrival", "case"), reference=reference)
    record_opening(received_report.case, cast(Technician, request.user))
    response = HttpResponse(bytes(received_report.arrival.raw), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="Homeoffice-Check_{received_report.reference}.json"'
    return response


@require_POST
def change_state(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes the case, lets it wait, closes it with what proved to be its cause, opens it again, or adds a note."""
    cases = Case.objects.select_related("customer")
    case = cases.filter(reports__reference=reference).first()
    if case is None:
        case = get_object_or_404(cases, summaries__reference=reference)
    technician = cast(Technician, request.user)
    action, fields = request.POST.get("do", ""), request.POST
    confirmation = fields.get("cause", "")
    if confirmation in CauseConfirmation.values or action == "close":
        work.close(case, technician, confirmation, fields.get("actual", ""), fields.get("solution", ""))
    elif action == "take":
        work.take(case, technician)
    elif action == "release":
        work.release(case, technician)
    elif action == "open":
        work.open_again(case, technician)
    elif action == "note":
        work.add_note(case, technician, fields.get("text", ""))
    elif action == "wait" and fields.get("for") in WaitingFor.values:
        work.wait_for(case, fields["for"], technician)
    filters = InboxFilters.from_query(QueryDict(fields.get("filters", "")))
    return redirect(f"{reverse('report', args=[reference])}?{filters.address}")


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The firm's own reply text for a cause, in one language; then back to the case that it was opened from."""
    if code not in causes() or language not in LANGUAGES:
        raise Http404
    written_in: Language = "en" if language == "en" else "de"
    back = request.GET.get("back", "")
    back = back if re.fullmatch(REFERENCE, back) else ""
    if request.method == "POST":
        replies.save_reply(code, written_in, request.POST.get("text", ""))
        messages.success(request, gettext("Gespeichert."))
        return redirect("report", reference=back) if back else redirect("inbox")
    context = {
        "code": code,
        "reply_language": written_in,
        "text": replies.reply_template(code, written_in),
        "back": back,
        "longest": replies.MAX_REPLY,
    }
    return render(request, "reports/reply.html", context)


def _guide_url(request: HttpRequest) -> str:
    address = firm_of(request).address.rstrip("/")
    return address + reverse("guide").rstrip("/") if address else ""


def _changes(parsed_report: Report, received_report: ReceivedReport) -> RunComparison | None:
    """Against the report before it; None for a case's first, and where that cannot be read any more."""
    earlier = (
        received_report.case.reports.select_related("arrival").filter(pk__lt=received_report.pk).order_by("-pk").first()
    )
    try:
        return compare_runs(earlier.report, parsed_report) if earlier is not None else None
    except Unreadable:
        return None


def _report_html(parsed_report: Report, received_report: ReceivedReport) -> str:
    guide = reverse("guide").rstrip("/")
    body_html = document.report_fragment(
        parsed_report, page_language(), audience="technician", guide_url=guide, reference=received_report.reference
    )
    return mark_safe(body_html)  # noqa: S308 - show/ escapes every value of a report


def _other_cases(case: Case) -> list[Case]:
    """The customer's newest other cases: the same cause twice is seldom the employee's own."""
    return list(case.customer.cases.exclude(pk=case.pk).order_by("-received")[:5])


def _next_case(after: Case, filters: InboxFilters) -> Case | None:
    """The case to go on with once this one is closed: the first of the same list that waits."""
    own_list, everything = msgspec.structs.replace(filters, state="open"), InboxFilters()
    for chosen in (own_list, everything):
        waiting = [case for case in chosen.select().page(0, 2) if case.pk != after.pk]
        if waiting:
            return waiting[0]
    return None
