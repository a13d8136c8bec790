"""One attempt to hand a report to the desk, and what its answer means."""

import datetime

from checker.client.delivery.upload_outcome import (
    RetryLater,
    RetryReason,
    UploadAccepted,
    UploadOutcome,
    UploadRejected,
)
from checker.client.desk_api import UNENCRYPTED, is_secure_url, parse_refusal, sanitize
from checker.model.codec import Unreadable, receipt_from_json
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, Refusal
from checker.net.http1.response import HttpResponse, parse_date
from checker.net.net import Net

REPORTS_PATH = "/api/v1/reports"
UPLOAD_READ_TIMEOUT_S = 30.0  # a slow line sends first; the desk answers within a second of the last byte

ENROLMENT_UNUSABLE = Refusal(
    kind="enrolment-invalid",
    de="Der Ausweis im Profil Ihres Arbeitgebers ist unbrauchbar. Bitte fordern Sie bei Ihrer IT-Firma ein neues "
    "Profil an.",
    en="The token in your employer's profile is unusable. Please ask your IT firm for a new profile.",
)
TOO_LARGE = Refusal(
    kind="report-too-large",
    de="Der Bericht ist zu groß für die Annahme. Speichern Sie ihn mit „Als Datei speichern“ und rufen Sie Ihre "
    "IT-Firma an.",
    en="The report is too large to be accepted. Save it with “Save as file” and call your IT firm.",
)
_BUSY_STATUSES = (408, 425, 429, 503)


def upload(net: Net, desk_url: str, report_id: str, body: bytes, enrolment: str) -> UploadOutcome:
    """Sends the report once. Every answer has its outcome; nothing is raised."""
    if not is_secure_url(desk_url):
        return UploadRejected(refusal=UNENCRYPTED)
    if not (enrolment.isascii() and enrolment.isprintable()):
        return UploadRejected(refusal=ENROLMENT_UNUSABLE)
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Homeoffice-Check-Enrolment": enrolment,
        "Idempotency-Key": report_id,
    }
    try:
        response = net.request(
            "POST", desk_url.rstrip("/") + REPORTS_PATH, body=body, headers=headers, read_s=UPLOAD_READ_TIMEOUT_S
        )
    except OperationFailed as failed:
        return RetryLater(reason=_retry_reason(failed.failure), failure=failed.failure)
    return outcome_of(response, report_id)


def outcome_of(response: HttpResponse, report_id: str) -> UploadOutcome:
    """What an answer means. A 200 of a proxy or a Wi-Fi's sign-in page carries no receipt of ours: not delivered."""
    status = response.status
    if status in (200, 201):
        return _accepted(response, report_id)
    refusal = parse_refusal(response.body)
    if status in _BUSY_STATUSES:
        return _retry_later(RetryReason.BUSY, status, retry_after_s(response))
    if status >= 500:
        return _retry_later(RetryReason.FAULT, status, retry_after_s(response))
    if status == 407:
        return _retry_later(RetryReason.PROXY, status)
    if status >= 400 and refusal is not None:
        return UploadRejected(refusal=refusal)
    if status == 413:
        return UploadRejected(refusal=TOO_LARGE)
    return _retry_later(RetryReason.PORTAL, status)


def retry_after_s(response: HttpResponse) -> float | None:
    """The seconds of `Retry-After` (RFC 9110, 10.2.3); a date counts from the answer's own, not from the PC's clock."""
    header = response.headers.get("retry-after", "").strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    until = parse_date(header)
    if until is None:
        return None
    since = response.date or datetime.datetime.now(datetime.UTC)
    return max(0.0, (until - since).total_seconds())


def _accepted(response: HttpResponse, report_id: str) -> UploadOutcome:
    try:
        receipt = receipt_from_json(response.body)
    except Unreadable:
        return _retry_later(RetryReason.PORTAL, response.status)
    if receipt.id != report_id:
        failure = Failure(operation=Operation.REQUEST, kind=FailureKind.BAD_ANSWER, detail="receipt of another report")
        return RetryLater(reason=RetryReason.FAULT, failure=failure)
    return UploadAccepted(receipt=sanitize(receipt))


def _retry_later(reason: RetryReason, status: int, after_s: float | None = None) -> RetryLater:
    failure = Failure(operation=Operation.REQUEST, kind=FailureKind.BAD_ANSWER, detail=f"HTTP {status}")
    return RetryLater(reason=reason, failure=failure, after_s=after_s)


def _retry_reason(failure: Failure) -> RetryReason:
    if failure.kind in (FailureKind.CERTIFICATE, FailureKind.TRUST_STORE):
        return RetryReason.TRUST
    if failure.operation is Operation.RESOLVE:
        return RetryReason.INTERNET
    if failure.operation is Operation.CONNECT:
        needs_proxy_login = failure.kind is FailureKind.DENIED and failure.detail.startswith("proxy")
        return (
            RetryReason.PROXY
            if needs_proxy_login
            else RetryReason.INTERNET
            if failure.kind is FailureKind.UNREACHABLE
            else RetryReason.DESK
        )
    return RetryReason.PORTAL if failure.operation is Operation.TLS else RetryReason.DESK
