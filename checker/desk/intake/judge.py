"""Whether an upload is a report that this desk accepts: the enrolment, the form, the consent, the customer."""

from typing import Self

from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.pages.refusals import REFUSALS, refusal
from checker.desk.programs.news import news
from checker.model.codec import Unreadable, report_from_json
from checker.model.failure import Refusal
from checker.model.manifest import parse_version
from checker.model.protocol import is_version_accepted
from checker.model.report import Report
from checker.model.signature import verify_enrolment


class Refused(Exception):  # noqa: N818 - carries a Refusal to the answer
    """Not accepted. `retry_s` is set where the same upload is welcome later."""

    def __init__(self, status: int, why: Refusal, retry_s: int | None = None) -> None:
        super().__init__(why.kind)
        self.status = status
        self.refusal = why
        self.retry_s = retry_s

    @classmethod
    def because(cls, kind: str, retry_s: int | None = None) -> Self:
        """With the desk's own sentence for this kind."""
        return cls(REFUSALS[kind][0], refusal(kind), retry_s)


def enrolled_code(token: str) -> str:
    """The customer code that the token stands for. Raises Refused."""
    try:
        code, expires = verify_enrolment(token, bytes(Firm.get().public_key))
    except ValueError as error:
        raise Refused.because("enrolment-invalid") from error
    if expires < timezone.localdate():
        raise Refused.because("enrolment-expired")
    return code


def readable(raw: bytes, key: str) -> Report:
    """The report, if it is one, has the id of its idempotency key, and may be sent. Raises Refused."""
    try:
        report = report_from_json(raw)
    except Unreadable as error:
        if error.refusal.kind in REFUSALS:
            raise Refused.because(error.refusal.kind) from error
        raise Refused(400, error.refusal) from error
    if not is_version_accepted(report.version, timezone.localdate()):
        raise Refused.because("report-too-old")
    if _older(report.program, news().oldest):
        raise Refused.because("program-too-old")
    if report.id != key:
        raise Refused.because("id-mismatch")
    if not report.consent.send:
        raise Refused.because("no-consent")
    return report


def _older(program: str, oldest: str | None) -> bool:
    """Whether the firm no longer wants reports of this program. One that names no version of ours is not judged."""
    try:
        return oldest is not None and parse_version(program) < parse_version(oldest)
    except ValueError:
        return False


def customer_of(report: Report, code: str) -> Customer:
    """The customer whose employee sent it. Raises Refused."""
    if report.profile.code != code:
        raise Refused.because("customer-mismatch")
    customer = Customer.objects.filter(code=code, active=True).first()
    if customer is None:
        raise Refused.because("customer-unknown")
    return customer
