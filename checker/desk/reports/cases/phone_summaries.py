"""Summaries that phones hand over: each becomes a case, or joins the one of its trouble, as a report does."""

import datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from checker.desk.customers.accepted_code import find_codes
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.firm.signing_key import accepted_public_keys
from checker.desk.reports.cases.grouping import CaseGrouping
from checker.desk.reports.cases.models import CaseEventKind, PhoneSummary
from checker.desk.reports.hot_statements import RowInserter
from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.upload.filing import received_report
from checker.desk.reports.upload.validation import enrolled_customer_code, sending_customer
from checker.model.finding import Finding
from checker.model.profile import Profile
from checker.model.report import Consent, Report, report_reference
from checker.show.qr_code.payload import ReportSummary

MAX_AHEAD = datetime.timedelta(days=1)
"""Of a PC's clock: what it dates later counts as of now, so that no report after it is taken for an older one."""


def store_summary(summary: ReportSummary) -> str:
    """The reference under which it is found; the same one twice is one, and says nothing new once the report is here.

    Raises UploadRefused where an upload of this customer would be refused.
    """
    code = enrolled_customer_code(summary.enrolment, accepted_public_keys(Firm.get()))
    report = _as_report(summary)
    customer = sending_customer(report, code, find_codes([code]).get(code))
    with transaction.atomic():
        Customer.objects.select_for_update().get(pk=customer.pk)
        stored = ReceivedReport.objects.filter(report_id=report.id).first()
        present = stored or PhoneSummary.objects.filter(report_id=report.id).first()
        return present.reference if present is not None else _file(summary, report, customer)


def _file(summary: ReportSummary, report: Report, customer: Customer) -> str:
    reference = report_reference(report.id)
    row = received_report(report, None, customer, reference, timezone.now())
    grouping = CaseGrouping([(customer.pk, report.case_code)])
    grouping.add(report, row)
    # No report yet: it is counted when it comes. Its sentences want values that no code holds.
    row.case.runs -= 1
    row.case.worst = ""
    grouping.save(RowInserter())
    PhoneSummary.objects.create(
        case=row.case,
        report_id=report.id,
        reference=reference,
        findings=msgspec.json.encode(summary.findings).decode(),
        left_out=summary.left_out,
    )
    row.case.note(CaseEventKind.PHONE)
    return reference


def _as_report(summary: ReportSummary) -> Report:
    """What the summary says, as a report without measurements says it. Never stored."""
    return Report(
        id=summary.id,
        case_code=summary.case_code,
        created=min(summary.created, timezone.now() + MAX_AHEAD),
        program="",
        profile=Profile(code=summary.customer, customer=""),
        consent=Consent(send=True),
        findings=tuple(Finding(code=finding.code, level=finding.level) for finding in summary.findings),
    )
