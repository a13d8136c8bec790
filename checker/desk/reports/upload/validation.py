"""Whether an upload is a report that this desk accepts: length, enrolment, form, consent, customer."""

from typing import Self

from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone

from checker.desk.customers.accepted_code import CodeReplaced, find_code, is_of_customer
from checker.desk.customers.models import Customer
from checker.desk.firm.signing_key import accepted_public_keys
from checker.desk.pages.refusals import REFUSALS, refusal_of_kind
from checker.desk.programs.release_info import release_info_or_default
from checker.desk.reports.upload.quota import MAX_NEEDS_BYTES
from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.failure import Refusal
from checker.model.manifest import parse_version
from checker.model.report import Report
from checker.model.report_versions import is_version_accepted
from checker.model.signature import verify_enrolment

MAX_BODY_BYTES = 2_000_000
"""Bytes. A report of all checks has a tenth of it."""

_MAX_DRAINED_BYTES = 8 * MAX_BODY_BYTES
"""Bytes read and thrown away so that a sender who is too long-winded still hears why."""


class UploadRefused(Exception):  # noqa: N818 - carries a Refusal to the answer
    """Not accepted. `retry_s` is set where the same upload is welcome later."""

    def __init__(self, status: int, refusal: Refusal, retry_s: int | None = None) -> None:
        super().__init__(refusal.kind)
        self.status = status
        self.refusal = refusal
        self.retry_s = retry_s

    @classmethod
    def of_kind(cls, kind: str, retry_s: int | None = None) -> Self:
        """With the desk's own sentence for this kind."""
        return cls(REFUSALS[kind][0], refusal_of_kind(kind), retry_s)


def read_body(request: HttpRequest) -> bytes:
    """Exactly as many bytes as were announced. Raises UploadRefused."""
    if request.content_type != "application/json":
        raise UploadRefused.of_kind("not-json")
    try:
        length = int(request.META.get("CONTENT_LENGTH") or -1)
    except ValueError:
        length = -1
    if length < 0:
        raise UploadRefused.of_kind("length-missing")
    try:
        if length > MAX_BODY_BYTES:
            _drain(request, min(length, _MAX_DRAINED_BYTES))
            raise UploadRefused.of_kind("report-too-large")
        body = request.read(length)
    except (UnreadablePostError, OSError) as error:
        raise UploadRefused.of_kind("incomplete") from error
    if len(body) != length:
        raise UploadRefused.of_kind("incomplete")
    return body


def enrolled_customer_code(token: str) -> str:
    """The customer code that the token stands for. Raises UploadRefused."""
    for key in accepted_public_keys():
        try:
            code, expires = verify_enrolment(token, key)
        except ValueError:
            continue
        if expires < timezone.localdate():
            raise UploadRefused.of_kind("enrolment-expired")
        return code
    raise UploadRefused.of_kind("enrolment-invalid")


def parse_and_validate(raw: bytes, idempotency_key: str) -> Report:
    """The report, if it is one, has the id of its idempotency key, and may be sent. Raises UploadRefused."""
    try:
        report = report_from_json(raw)
    except Unreadable as error:
        if error.refusal.kind in REFUSALS:
            raise UploadRefused.of_kind(error.refusal.kind) from error
        raise UploadRefused(400, error.refusal) from error
    if not is_version_accepted(report.version, timezone.localdate()):
        raise UploadRefused.of_kind("report-too-old")
    if _is_outdated(report.program, release_info_or_default().oldest):
        raise UploadRefused.of_kind("program-too-old")
    if report.id != idempotency_key:
        raise UploadRefused.of_kind("id-mismatch")
    if len(to_json(report.profile)) > MAX_NEEDS_BYTES:
        raise UploadRefused.of_kind("report-too-large")
    if not report.consent.send:
        raise UploadRefused.of_kind("no-consent")
    return report


def _is_outdated(program: str, oldest: str | None) -> bool:
    """Whether the firm no longer wants reports of this program. One that names no version of ours is accepted."""
    try:
        return oldest is not None and parse_version(program) < parse_version(oldest)
    except ValueError:
        return False


def sending_customer(report: Report, code: str) -> Customer:
    """The customer whose employee sent it: with the code of the profile, or one that replaced it.

    Raises UploadRefused.
    """
    try:
        accepted = find_code(code)
    except CodeReplaced as replaced:
        raise UploadRefused.of_kind(replaced.upload_refusal) from replaced
    if report.profile.code != code and (accepted is None or not is_of_customer(report.profile.code, accepted.customer)):
        raise UploadRefused.of_kind("customer-mismatch")
    if accepted is None:
        raise UploadRefused.of_kind("customer-unknown")
    return accepted.customer


def _drain(request: HttpRequest, remaining: int) -> None:
    while remaining > 0 and (chunk := request.read(min(remaining, 65536))):
        remaining -= len(chunk)
