"""Reports that are filed in this process, by the code that serves uploads."""

import datetime
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.model.codec import receipt_from_json, to_json
from checker.model.measurement import Measurement
from checker.model.report import Report
from checker.model.signature import new_key, public_key, sign_enrolment
from tests.desk import example_reports

if TYPE_CHECKING:
    from checker.desk.customers.models import Customer
    from checker.desk.reports.models import ReceivedReport
    from checker.desk.reports.upload.uploads import Answer

_SECRET = new_key()


def file_report(customer: "Customer", report: Report | Sequence[Measurement]) -> "ReceivedReport":
    """What became of a report of this customer, or of these measurements. Django is set up by a fixture before."""
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415 - as above
    from checker.desk.reports.upload.filing import Filing  # noqa: PLC0415 - as above
    from checker.desk.reports.upload.uploads import ReportUpload  # noqa: PLC0415 - as above

    made = report if isinstance(report, Report) else example_reports.report(customer.code, tuple(report))
    Firm.objects.update_or_create(pk=1, defaults={"public_key": public_key(_SECRET)})
    token = sign_enrolment(customer.code, datetime.date(2099, 1, 1), _SECRET)
    upload = ReportUpload(raw=to_json(made), token=token, network=_network(), report=made)
    reference = receipt_from_json(Filing().file_uploads([upload])[0].body).reference
    return ReceivedReport.objects.get(reference=reference)


def send_report(raw: bytes, token: str, report_id: str) -> "Answer":
    """The answer to an upload of exactly these bytes."""
    from checker.desk.reports.upload.filing import Filing  # noqa: PLC0415 - as above
    from checker.desk.reports.upload.uploads import ReportUpload  # noqa: PLC0415 - as above
    from checker.desk.reports.upload.validation import parse_and_validate  # noqa: PLC0415 - as above

    report = parse_and_validate(raw, report_id)
    return Filing().file_uploads([ReportUpload(raw=raw, token=token, network=_network(), report=report)])[0]


def _network() -> str:
    """Another each time: the desk keeps one network from filing without end, and tests share its tables."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.0/24"
