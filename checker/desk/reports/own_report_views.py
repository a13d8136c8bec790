"""What a program gets about a report that it sent, by the report's secret: how far it is, and its deletion."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from checker.desk.pages.refusals import refusal_response
from checker.desk.privacy.overwriting import overwrite_deleted
from checker.desk.reports.cases.deletion import delete_for_employee
from checker.desk.reports.cases.models import CaseState, WaitingFor
from checker.desk.reports.models import ReceivedReport
from checker.desk.throttle.client_network import client_site
from checker.desk.throttle.rate_limit import RateLimit
from checker.model.codec import Unreadable, to_json
from checker.model.secrecy.own_report import SECRET_HEADER, ReportProgress, ReportStatus, is_secret_of

log = logging.getLogger("checker.desk.reports")

WRONG_TRIES = RateLimit(name="report.secret", times=60, window_s=600)
"""Of one address, reports that are gone among them: an employee has a handful. No number of tries finds 128 bits."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "DELETE"])
def own_report(request: HttpRequest, report_id: str) -> HttpResponse:
    """How far it is; by DELETE it is deleted. A right secret is never turned away for others' wrong ones."""
    report = ReceivedReport.objects.select_related("arrival", "case").filter(report_id=report_id).first()
    if report is None or not is_secret_of(request.headers.get(SECRET_HEADER, ""), _secret_digest(report)):
        if wait_s := WRONG_TRIES.count(client_site(request)):
            return refusal_response("too-many-tries", wait_s)
        return refusal_response("report-gone" if report is None else "secret-wrong")
    progress = _progress(report)
    if request.method == "DELETE":
        try:
            delete_for_employee(report)
            overwrite_deleted()
        except (OperationalError, InterfaceError) as error:
            log.error("a report could not be deleted: %s", type(error).__name__)
            return refusal_response("not-now")
        progress = ReportProgress.DELETED
    status = to_json(ReportStatus(id=report_id, progress=progress))
    return HttpResponse(status, content_type="application/json", headers={"Cache-Control": "no-store"})


def _secret_digest(report: ReceivedReport) -> str:
    """Empty, and no secret's, of a report without one."""
    try:
        return report.report.secret_digest
    except Unreadable:
        return ""


def _progress(report: ReceivedReport) -> ReportProgress:
    case = report.case
    if case.closed is not None:
        is_by_itself = case.closed_by_id is None and case.is_fine
        return ReportProgress.FILED if is_by_itself else ReportProgress.SOLVED
    if case.state == CaseState.WAITING:
        is_employees_turn = case.waiting_for == WaitingFor.EMPLOYEE
        return ReportProgress.WAITING_FOR_EMPLOYEE if is_employees_turn else ReportProgress.WAITING
    if case.state == CaseState.WORKING:
        return ReportProgress.WORKING
    return ReportProgress.RECEIVED if report.opened is None else ReportProgress.OPENED
