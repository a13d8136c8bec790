"""POST /api/v1/reports: the order in which an upload is validated, and the answer to each."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from checker.desk.customers.accepted_code import count_run
from checker.desk.firm.models import Firm
from checker.desk.pages.refusals import BUSY_RETRY_S, refusal_response, render_refusal
from checker.desk.reports.models import Arrival, ReceivedReport
from checker.desk.reports.upload import quota, storage
from checker.desk.reports.upload.validation import (
    UploadRefused,
    enrolled_customer_code,
    parse_and_validate,
    read_body,
    sending_customer,
)
from checker.desk.throttle.client_network import client_network
from checker.desk.throttle.rate_limit import RateLimit
from checker.model.codec import to_json
from checker.model.report import Receipt

log = logging.getLogger("checker.desk.reports")

FLOOD_LIMIT = RateLimit(name="intake.flood", times=240, window_s=60)
"""From one network, whatever is sent: beyond it nothing is even read."""

NEW_REPORTS_PER_NETWORK = RateLimit(name="intake.network", times=120, window_s=600)
NEW_REPORTS_PER_CUSTOMER = RateLimit(name="intake.customer", times=600, window_s=3600)
"""New reports. A company of 200 whose people all check in the first hour, each three times, still fits."""

_TEMPORARY_ERRORS = (OperationalError, InterfaceError, storage.ArrivalEvicted)
"""The disk is full, the database locked or out of reach; any other error of the database is a defect."""


@csrf_exempt
@login_not_required
def reports(request: HttpRequest) -> HttpResponse:
    """Accepts a report: 201 with its receipt, 200 with the same receipt when it was here already, else a refusal."""
    if request.method != "POST":
        return refusal_response("method")
    try:
        if wait_s := FLOOD_LIMIT.count(client_network(request)):
            return refusal_response("too-many", wait_s)
        if not quota.has_free_space():
            log.error("no upload is taken: less than %d MB are free", quota.MIN_FREE_BYTES // 1_000_000)
            return refusal_response("desk-busy", quota.FULL_RETRY_S)
        return _accept_or_refuse(request, storage.quarantine(read_body(request)))
    except UploadRefused as upload_refusal:
        return render_refusal(upload_refusal.status, upload_refusal.refusal, upload_refusal.retry_s)
    except _TEMPORARY_ERRORS as error:
        log.error("an upload could not be kept: %s", type(error).__name__)
        return refusal_response("desk-busy", BUSY_RETRY_S)


def _accept_or_refuse(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    try:
        return _accept(request, arrival)
    except UploadRefused as upload_refusal:
        if upload_refusal.retry_s is None:
            storage.mark_refused(arrival, upload_refusal.refusal.kind)
        else:
            storage.discard(arrival)
        raise


def _accept(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    code = enrolled_customer_code(request.headers.get("Homeoffice-Check-Enrolment", ""))
    report = parse_and_validate(bytes(arrival.raw), request.headers.get("Idempotency-Key", ""))
    customer = sending_customer(report, code)
    try:
        if (duplicate := storage.find_duplicate(report, arrival)) is not None:
            storage.discard(arrival)
            return _receipt_response(duplicate, 200)
        network = client_network(request)
        wait_s = max(NEW_REPORTS_PER_CUSTOMER.count(code), NEW_REPORTS_PER_NETWORK.count(network))
        wait_s = wait_s or quota.wait_s(customer, network, arrival.size)
        if wait_s:
            raise UploadRefused.of_kind("too-many", wait_s)
        if not count_run(code, customer):
            raise UploadRefused.of_kind("invitation-over")
        received_report, is_new = storage.file_report(report, arrival, customer)
    except storage.ReportIdConflict:
        raise UploadRefused.of_kind("report-conflict") from None
    if not is_new:
        storage.discard(arrival)
    return _receipt_response(received_report, 201 if is_new else 200)


def _receipt_response(received_report: ReceivedReport, status: int) -> HttpResponse:
    receipt = Receipt(
        id=received_report.report_id,
        reference=received_report.reference,
        received=received_report.received,
        firm=Firm.get().display_name,
    )
    return HttpResponse(to_json(receipt), status=status, content_type="application/json")
