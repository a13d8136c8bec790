"""POST /api/v1/reports: the order in which an upload is judged, and the answer to each."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from checker.desk.firm.models import Firm
from checker.desk.inbox.models import ReceivedReport
from checker.desk.intake import store
from checker.desk.intake.body import read_body
from checker.desk.intake.judge import Refused, customer_of, enrolled_code, readable
from checker.desk.intake.models import Arrival
from checker.desk.pages.refusals import BUSY_RETRY_S, refusal_answer, refused
from checker.desk.throttle.limits import Limit
from checker.desk.throttle.network import network_of
from checker.model.codec import to_json
from checker.model.report import Receipt

log = logging.getLogger("checker.desk.intake")

FLOOD = Limit(name="intake.flood", times=240, window_s=60)
"""From one network, whatever is sent: beyond it nothing is even read."""

NEW_FROM_ONE_NETWORK = Limit(name="intake.network", times=120, window_s=600)
NEW_OF_ONE_CUSTOMER = Limit(name="intake.customer", times=600, window_s=3600)
"""New reports. A company of 200 whose people all check in the first hour, each three times, still fits."""

_NOT_NOW = (OperationalError, InterfaceError, store.GoneMeanwhile)
"""The disk is full, the database locked or out of reach; any other error of the database is a defect."""


@csrf_exempt
@login_not_required
def reports(request: HttpRequest) -> HttpResponse:
    """Accepts a report: 201 with its receipt, 200 with the same receipt when it was here already, else a refusal."""
    if request.method != "POST":
        return refused("method")
    try:
        if wait_s := FLOOD.count(network_of(request)):
            return refused("too-many", wait_s)
        return _received(request, store.keep(read_body(request)))
    except Refused as no:
        return refusal_answer(no.status, no.refusal, no.retry_s)
    except _NOT_NOW as error:
        log.error("an upload could not be kept: %s", type(error).__name__)
        return refused("desk-busy", BUSY_RETRY_S)


def _received(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    try:
        return _judged(request, arrival)
    except Refused as no:
        if no.retry_s is None:
            store.refuse(arrival, no.refusal.kind)
        else:
            store.drop(arrival)
        raise


def _judged(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    code = enrolled_code(request.headers.get("Homeoffice-Check-Enrolment", ""))
    report = readable(bytes(arrival.raw), request.headers.get("Idempotency-Key", ""))
    customer = customer_of(report, code)
    try:
        if (there := store.known(report, arrival)) is not None:
            store.drop(arrival)
            return _receipt(there, 200)
        wait_s = max(NEW_OF_ONE_CUSTOMER.count(code), NEW_FROM_ONE_NETWORK.count(network_of(request)))
        if wait_s:
            raise Refused.because("too-many", wait_s)
        filed, new = store.file(report, arrival, customer)
    except store.Conflict:
        raise Refused.because("report-conflict") from None
    if not new:
        store.drop(arrival)
    return _receipt(filed, 201 if new else 200)


def _receipt(filed: ReceivedReport, status: int) -> HttpResponse:
    receipt = Receipt(id=filed.report_id, reference=filed.reference, received=filed.received, firm=Firm.get().called)
    return HttpResponse(to_json(receipt), status=status, content_type="application/json")
