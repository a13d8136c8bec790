"""What an employee can demand about a case (Art. 15, 17 and 20 GDPR): everything about it, and its deletion."""

from typing import Any, cast

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.pages.language import page_language
from checker.desk.privacy.case_export import export_case
from checker.desk.privacy.case_openings import record_opening
from checker.desk.privacy.overwriting import overwrite_deleted
from checker.desk.reports.cases.models import Case
from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.retention import delete_reports
from checker.model.codec import Unreadable
from checker.model.privacy import GROUP_RETENTION, DataGroup
from checker.show.privacy_preview.preview_rows import PreviewSection, preview_sections

MAX_REPORTS = 20
"""Reports that the page shows in full; the file holds all."""


@require_GET
def access(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about the case, to read and to print."""
    case = _opened_case(request, reference)
    rows = case.reports.select_related("arrival").order_by("-received", "-pk")
    context = {
        "case": case,
        "reference": reference,
        "events": case.events.all(),
        "openings": case.openings.all(),
        "reports": [(row, _sections(row)) for row in rows[:MAX_REPORTS]],
        "number": case.reports.count(),
        "retention": GROUP_RETENTION[DataGroup.REPORT],
        "words_retention": GROUP_RETENTION[DataGroup.OWN_WORDS],
    }
    return render(request, "privacy/access.html", context)


@require_GET
def access_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as JSON, which other programs read (Art. 20)."""
    case = _opened_case(request, reference)
    audit_log.record(AuditAction.CASE_EXPORTED, request, case.reference)
    response = HttpResponse(
        msgspec.json.format(msgspec.json.encode(export_case(case))), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="Homeoffice-Check_{reference}_data.json"'
    return response


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Says what goes, and takes it away for good."""
    case = get_object_or_404(Case.objects.select_related("customer"), reports__reference=reference)
    if request.method == "POST":
        with transaction.atomic():
            case.forget_who_needs_hardware()
            delete_reports(case.reports.all())
            audit_log.record(AuditAction.CASE_DELETED, request, f"{case.customer.name}: {case.reference}")
        overwrite_deleted()
        messages.success(request, gettext("Der Fall %(reference)s ist gelöscht.") % {"reference": reference})
        return redirect("inbox")
    return render(
        request, "privacy/delete_case.html", {"case": case, "reference": reference, "number": case.reports.count()}
    )


def _opened_case(request: HttpRequest, reference: str) -> Case:
    case = get_object_or_404(Case.objects.select_related("customer"), reports__reference=reference)
    record_opening(case, cast(Technician, request.user))
    return case


def _sections(row: ReceivedReport) -> dict[str, Any]:
    """Every value with what it is for; the bare text of a report that this desk no longer reads."""
    try:
        sections: list[PreviewSection] = preview_sections(row.report, page_language())
    except Unreadable:
        return {"raw": bytes(row.arrival.raw).decode("utf-8", "replace")}
    return {"sections": sections}
