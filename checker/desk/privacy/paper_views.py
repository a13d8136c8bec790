"""What can be laid before employees, a works council and a supervisory authority: made from the schema in use."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET, require_safe

from checker.checks.registry import checks
from checker.desk.accounts.audit_log import RETENTION as LOG_RETENTION
from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.pages.csv_response import csv_response
from checker.desk.pages.language import page_language
from checker.desk.privacy.schema_fields import SchemaField, schema_fields
from checker.model.privacy import (
    CASE_CODE_DAYS,
    CLOSED_REPORT_DAYS,
    GROUP_RETENTION,
    GROUP_TITLES,
    OWN_WORDS_DAYS,
    PURPOSE_TITLES,
    REFUSED_UPLOAD_DAYS,
    REPORT_DAYS,
    SENT_COPY_DAYS,
    DataGroup,
    Retention,
)
from checker.model.record import Record

PAPERS = ("annex", "record")
DURATIONS = {
    "report_days": REPORT_DAYS,
    "closed_days": CLOSED_REPORT_DAYS,
    "words_days": OWN_WORDS_DAYS,
    "refused_days": REFUSED_UPLOAD_DAYS,
    "case_days": CASE_CODE_DAYS,
    "copy_days": SENT_COPY_DAYS,
    "log_days": LOG_RETENTION.days,
    "session_hours": settings.SESSION_COOKIE_AGE // 3600,
}
"""As pages name them: the constants that the desk itself goes by."""


class SchemaRow(Record, frozen=True, kw_only=True):
    """One field in the page's language."""

    source: str
    meaning: str
    purpose: str
    path: str


class SchemaGroup(Record, frozen=True, kw_only=True):
    """The fields that an employee agrees to, or not, as a whole."""

    title: str
    retention: Retention
    rows: tuple[SchemaRow, ...]


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What Art. 13 GDPR has people told: who gets a report, what for, for how long, and which rights there are."""
    return render(request, "privacy/privacy.html", {"firm": Firm.get(), **DURATIONS})


@login_not_required
@require_safe
def data_list(request: HttpRequest) -> HttpResponse:
    """Every value that a report can have. No sign-in: whoever is to send one may know."""
    return render(request, "privacy/data_list.html", {"groups": field_groups(), "number": len(schema_fields())})


@login_not_required
@require_safe
def data_list_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    language = page_language()
    heading = ("path", "source", "meaning", "unit", "group", "purpose", "days", "days_after_closing")
    rows = (
        (
            field.path,
            field.source.render(language),
            field.meaning.render(language),
            field.unit,
            field.group.value,
            field.purpose.value,
            field.retention.days,
            field.retention.closed_days,
        )
        for field in schema_fields()
    )
    return csv_response("Homeoffice-Check_data-list", heading, rows)


@require_GET
def paper(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The annex for a works agreement (`annex`), or the record of processing (`record`), in one language, to print."""
    if kind not in PAPERS or language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return render(request, f"privacy/{kind}.html", _paper_context() | {"paper": kind})


def field_groups() -> tuple[SchemaGroup, ...]:
    """All fields in the page's language, in the order of the consent form."""
    language = page_language()
    return tuple(
        SchemaGroup(
            title=GROUP_TITLES[group].render(language),
            retention=GROUP_RETENTION[group],
            rows=tuple(_row(field) for field in schema_fields() if field.group is group),
        )
        for group in DataGroup
    )


def _row(field: SchemaField) -> SchemaRow:
    language = page_language()
    meaning = field.meaning.render(language)
    return SchemaRow(
        source=field.source.render(language),
        meaning=f"{meaning} ({field.unit})" if field.unit else meaning,
        purpose=PURPOSE_TITLES[field.purpose].render(language),
        path=field.path,
    )


def _paper_context() -> dict[str, Any]:
    return {
        "firm": Firm.get(),
        "groups": field_groups(),
        "total": len(schema_fields()),
        "checks": [check.title.render(page_language()) for check in checks().values()],
        "customers": Customer.objects.filter(active=True).order_by("name"),
        "technicians": Technician.objects.filter(is_active=True).count(),
        **DURATIONS,
    }
