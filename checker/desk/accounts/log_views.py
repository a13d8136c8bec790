"""The log of sign-ins and changes: as a page, and as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.models import AuditAction
from checker.desk.pages.csv_response import csv_response

MAX_LINES = 300
"""On the page; the table has them all."""


@administrators_only
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The newest entries, of one action where one is chosen."""
    action = request.GET.get("action", "")
    action = action if action in AuditAction.values else ""
    context = {
        "entries": audit_log.newest_entries(MAX_LINES, action),
        "actions": AuditAction.choices,
        "action": action,
    }
    return render(request, "accounts/log.html", context)


@administrators_only
@require_GET
def log_csv(request: HttpRequest) -> HttpResponse:
    """All of it, the newest first."""
    entries = audit_log.newest_entries(audit_log.MAX_ENTRIES)
    rows = (
        (
            timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
            entry.get_action_display(),
            entry.subject,
            entry.technician.name if entry.technician else "",
        )
        for entry in entries
    )
    return csv_response("Homeoffice-Check_log", ("at", "action", "subject", "technician"), rows)
