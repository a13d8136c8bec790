"""One attempt to hand a report to the desk, and what its answer means."""

import datetime
import email.utils

from checker.client.delivery.outcome import Delivered, Later, Outcome, Reason, Refused
from checker.client.desk import UNENCRYPTED, presentable, refusal_in, secret_way
from checker.model.codec import Unreadable, receipt_from_json
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, Refusal
from checker.net.answer import HttpResponse
from checker.net.net import Net

PATH = "/api/v1/reports"
UPLOAD_READ_S = 30.0  # a slow line sends first; the desk answers within a second of the last byte

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
_BUSY = (408, 425, 429, 503)


def upload(net: Net, desk_url: str, report_id: str, body: bytes, enrolment: str) -> Outcome:
    """Sends the report once. Every answer has its outcome; nothing is raised."""
    if not secret_way(desk_url):
        return Refused(refusal=UNENCRYPTED)
    if not (enrolment.isascii() and enrolment.isprintable()):
        return Refused(refusal=ENROLMENT_UNUSABLE)
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Homeoffice-Check-Enrolment": enrolment,
        "Idempotency-Key": report_id,
    }
    try:
        answer = net.request("POST", desk_url.rstrip("/") + PATH, body=body, headers=headers, read_s=UPLOAD_READ_S)
    except OperationFailed as failed:
        return Later(reason=_reason(failed.failure), failure=failed.failure)
    return outcome_of(answer, report_id)


def outcome_of(answer: HttpResponse, report_id: str) -> Outcome:
    """What an answer means. A 200 of a proxy or a Wi-Fi's sign-in page carries no receipt of ours: not delivered."""
    status = answer.status
    if status in (200, 201):
        return _received(answer, report_id)
    said = refusal_in(answer.body)
    if status in _BUSY:
        return _later(Reason.BUSY, status, retry_after_s(answer))
    if status >= 500:
        return _later(Reason.FAULT, status, retry_after_s(answer))
    if status == 407:
        return _later(Reason.PROXY, status)
    if status >= 400 and said is not None:
        return Refused(refusal=said)
    if status == 413:
        return Refused(refusal=TOO_LARGE)
    return _later(Reason.PORTAL, status)


def retry_after_s(answer: HttpResponse) -> float | None:
    """The seconds of `Retry-After` (RFC 9110, 10.2.3); a date counts from the answer's own, not from the PC's clock."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        until = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    since = answer.date or datetime.datetime.now(datetime.UTC)
    if since.tzinfo is None:
        since = since.replace(tzinfo=datetime.UTC)
    return max(0.0, (until - since).total_seconds())


def _received(answer: HttpResponse, report_id: str) -> Outcome:
    try:
        receipt = receipt_from_json(answer.body)
    except Unreadable:
        return _later(Reason.PORTAL, answer.status)
    if receipt.id != report_id:
        failure = Failure(operation=Operation.REQUEST, kind=FailureKind.BAD_ANSWER, detail="receipt of another report")
        return Later(reason=Reason.FAULT, failure=failure)
    return Delivered(receipt=presentable(receipt))


def _later(reason: Reason, status: int, after_s: float | None = None) -> Later:
    failure = Failure(operation=Operation.REQUEST, kind=FailureKind.BAD_ANSWER, detail=f"HTTP {status}")
    return Later(reason=reason, failure=failure, after_s=after_s)


def _reason(failure: Failure) -> Reason:
    if failure.kind is FailureKind.CERTIFICATE:
        return Reason.TRUST
    if failure.operation is Operation.RESOLVE:
        return Reason.INTERNET
    if failure.operation is Operation.CONNECT:
        asks = failure.kind is FailureKind.DENIED and failure.detail.startswith("proxy")
        return Reason.PROXY if asks else Reason.INTERNET if failure.kind is FailureKind.UNREACHABLE else Reason.DESK
    return Reason.PORTAL if failure.operation is Operation.TLS else Reason.DESK
