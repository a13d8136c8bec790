"""Whether an upload is a report that this desk accepts: length, enrolment, form, consent, customer."""

import datetime
import functools
from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.utils import timezone

from checker.desk.customers.accepted_code import AcceptedCode, CodeReplaced, is_of_customer
from checker.desk.customers.models import Customer
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


def read_body(environ: Mapping[str, Any]) -> bytes:
    """Exactly as many bytes as were announced, of a request as WSGI has it (PEP 3333). Raises UploadRefused."""
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
        raise UploadRefused.of_kind("not-json")
    announced = environ.get("CONTENT_LENGTH") or ""
    if not (announced.isascii() and announced.isdecimal()):
        raise UploadRefused.of_kind("length-missing")
    length = int(announced)
    try:
        if length > MAX_BODY_BYTES:
            _drain(environ["wsgi.input"], min(length, _MAX_DRAINED_BYTES))
            raise UploadRefused.of_kind("report-too-large")
        body: bytes = environ["wsgi.input"].read(length)
    except OSError as error:
        raise UploadRefused.of_kind("incomplete") from error
    if len(body) != length:
        raise UploadRefused.of_kind("incomplete")
    return body


def enrolled_customer_code(token: str, public_keys: Sequence[bytes]) -> str:
    """The customer code that the token stands for. Raises UploadRefused."""
    for key in public_keys:
        claim = _enrolment_claim(token, key)
        if claim is None:
            continue
        code, expires = claim
        if expires < _today():
            raise UploadRefused.of_kind("enrolment-expired")
        return code
    raise UploadRefused.of_kind("enrolment-invalid")


@functools.lru_cache(maxsize=4096)
def _enrolment_claim(token: str, key: bytes) -> tuple[str, datetime.date] | None:
    """What this key signed, or None. All employees of a customer have the same token."""
    try:
        return verify_enrolment(token, key)
    except ValueError:
        return None


def parse_and_validate(raw: bytes, idempotency_key: str) -> Report:
    """The report, if it is one, has the id of its idempotency key, and may be sent. Raises UploadRefused."""
    try:
        report = report_from_json(raw)
    except Unreadable as error:
        if error.refusal.kind in REFUSALS:
            raise UploadRefused.of_kind(error.refusal.kind) from error
        raise UploadRefused(400, error.refusal) from error
    if not is_version_accepted(report.version, _today()):
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


def _today() -> datetime.date:
    return _local_date(int(timezone.now().timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _local_date(minute: int) -> datetime.date:
    """The desk's day in which this minute since 1970 lies: asked twice for each upload, and dear."""
    return timezone.localdate(datetime.datetime.fromtimestamp(60 * minute, datetime.UTC))


def _is_outdated(program: str, oldest: str | None) -> bool:
    """Whether the firm no longer wants reports of this program. One that names no version of ours is accepted."""
    try:
        return oldest is not None and parse_version(program) < parse_version(oldest)
    except ValueError:
        return False


def sending_customer(report: Report, code: str, accepted: AcceptedCode | CodeReplaced | None) -> Customer:
    """The customer whose employee sent it: with the code of the profile, or one that replaced it.

    `accepted`: what the token's code stands for. Raises UploadRefused.
    """
    if isinstance(accepted, CodeReplaced):
        raise UploadRefused.of_kind(accepted.upload_refusal) from accepted
    if report.profile.code != code and (accepted is None or not is_of_customer(report.profile.code, accepted.customer)):
        raise UploadRefused.of_kind("customer-mismatch")
    if accepted is None:
        raise UploadRefused.of_kind("customer-unknown")
    return accepted.customer


def _drain(body: Any, remaining: int) -> None:
    while remaining > 0 and (chunk := body.read(min(remaining, 65536))):
        remaining -= len(chunk)
