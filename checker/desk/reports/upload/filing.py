"""Storing uploads, a group in one transaction: reports with their references, and refused ones for a while."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from checker.desk.customers.accepted_code import count_run
from checker.desk.customers.models import Customer
from checker.desk.reports.cases.grouping import CaseGrouping
from checker.desk.reports.cases.urgency import urgency_of
from checker.desk.reports.hot_statements import RowInserter, find_keys, new_row
from checker.desk.reports.models import Arrival, ArrivalState, ReceivedReport
from checker.desk.reports.reference import new_reference
from checker.desk.reports.upload import quota
from checker.desk.reports.upload.enrolments import Enrolments
from checker.desk.reports.upload.refused_uploads import evict_oldest
from checker.desk.reports.upload.uploads import Answer, ReportUpload
from checker.desk.reports.upload.validation import UploadRefused, enrolled_customer_code, sending_customer
from checker.desk.throttle.rate_limit import RateLimit
from checker.desk.throttle.window_counts import Counted, WindowCounts
from checker.model.codec import to_json
from checker.model.record import Record
from checker.model.report import Receipt, Report, report_reference
from checker.model.verdict import verdict
from checker.show.findings import worst_problem

NEW_REPORTS_PER_NETWORK = RateLimit(name="intake.network", times=120, window_s=600)
NEW_REPORTS_PER_CUSTOMER = RateLimit(name="intake.customer", times=600, window_s=3600)
"""New reports. A company of 200 whose people all check in the first hour, each three times, still fits."""


class Filing:
    """Of one thread, which stores for all: it remembers what it would have to ask for with each upload."""

    def __init__(self) -> None:
        self._forget()

    def file_uploads(self, uploads: Sequence[ReportUpload]) -> list[Answer]:
        """Stores them, and returns the answer to each, which is true from then on.

        Raises DatabaseError where nothing was stored; IntegrityError, which is one, where another process stored the
        same in the same moment.
        """
        try:
            with transaction.atomic():
                if self._enrolments.refresh():
                    self._inserter = RowInserter()
                return _Group(uploads, self._enrolments, self._stored_bytes, self._inserter).file()
        except Exception:
            # What was remembered may be of a transaction, or of a connection, that is no more.
            self._forget()
            raise

    def _forget(self) -> None:
        self._enrolments = Enrolments()
        self._stored_bytes = quota.StoredBytes()
        self._inserter = RowInserter()


class _Filed(Record, frozen=True, kw_only=True):
    """A report that lies here: what its receipt says, and the digest of its bytes."""

    reference: str
    received: datetime.datetime
    digest: str


class _Candidate(Record, frozen=True, kw_only=True):
    """An upload that may become a report. `index`: its place in the group."""

    index: int
    upload: ReportUpload
    report: Report
    code: str
    customer: Customer
    digest: str


class _Group:
    """The uploads of one transaction, whose questions are asked for all of them together."""

    def __init__(
        self,
        uploads: Sequence[ReportUpload],
        enrolments: Enrolments,
        stored_bytes: quota.StoredBytes,
        inserter: RowInserter,
    ) -> None:
        self._uploads = uploads
        self._enrolments = enrolments
        self._stored_bytes = stored_bytes
        self._inserter = inserter
        self._answers: dict[int, Answer] = {}
        self._arrivals: list[Arrival] = []
        self._reports: list[tuple[Report, ReceivedReport]] = []
        self._received = timezone.now().replace(microsecond=0)

    def file(self) -> list[Answer]:
        candidates = list(self._candidates(self._enrolled()))
        earlier = _EarlierReports(candidate.report.id for candidate in candidates)
        counts = WindowCounts(
            counted
            for candidate in candidates
            if candidate.report.id not in earlier.filed
            for counted in self._counted(candidate)
        )
        for candidate in candidates:
            try:
                self._file_candidate(candidate, earlier, counts)
            except UploadRefused as refused:
                self._refuse(candidate.index, candidate.upload, refused)
        counts.take_back_rest()
        if refused_bytes := sum(arrival.size for arrival in self._arrivals if arrival.state == ArrivalState.REFUSED):
            evict_oldest(refused_bytes)
        self._inserter.insert_rows(self._arrivals)
        grouping = CaseGrouping((row.customer_id, report.case_code) for report, row in self._reports)
        for report, row in self._reports:
            grouping.add(report, row)
        grouping.save(self._inserter)
        for _, row in self._reports:
            row.arrival_id = row.arrival.pk
        self._inserter.insert_rows([row for _, row in self._reports])
        return [self._answers[index] for index in range(len(self._uploads))]

    def _enrolled(self) -> list[tuple[int, Report, str]]:
        """Those of this firm's customers that are reports: place in the group, report, customer code."""
        keys = self._enrolments.public_keys
        enrolled = []
        for index, upload in enumerate(self._uploads):
            try:
                code = enrolled_customer_code(upload.token, keys)
                if isinstance(upload.report, UploadRefused):
                    raise upload.report
            except UploadRefused as refused:
                self._refuse(index, upload, refused)
            else:
                enrolled.append((index, upload.report, code))
        return enrolled

    def _candidates(self, enrolled: Sequence[tuple[int, Report, str]]) -> Iterable[_Candidate]:
        accepted_codes = self._enrolments.find_codes(code for _, _, code in enrolled)
        for index, report, code in enrolled:
            upload = self._uploads[index]
            try:
                customer = sending_customer(report, code, accepted_codes[code])
            except UploadRefused as refused:
                self._refuse(index, upload, refused)
                continue
            digest = hashlib.sha256(upload.raw).hexdigest()
            yield _Candidate(index=index, upload=upload, report=report, code=code, customer=customer, digest=digest)

    def _file_candidate(self, candidate: _Candidate, earlier: "_EarlierReports", counts: WindowCounts) -> None:
        report, customer, network = candidate.report, candidate.customer, candidate.upload.network
        if (duplicate := earlier.filed.get(report.id)) is not None:
            if duplicate.digest != candidate.digest:
                raise UploadRefused.of_kind("report-conflict")
            self._answers[candidate.index] = self._receipt(200, report, duplicate)
            return
        wait_s = max(
            counts.count(NEW_REPORTS_PER_CUSTOMER, candidate.code), counts.count(NEW_REPORTS_PER_NETWORK, network)
        )
        size = len(candidate.upload.raw)
        if wait_s := wait_s or quota.wait_s(customer, network, size, counts, self._stored_bytes):
            raise UploadRefused.of_kind("too-many", wait_s)
        reference = earlier.free_reference(report.id)
        if not count_run(candidate.code, customer, reference):
            raise UploadRefused.of_kind("invitation-over")
        self._stored_bytes.add(customer, size)
        filed = earlier.filed[report.id] = _Filed(reference=reference, received=self._received, digest=candidate.digest)
        arrival = _arrival(candidate.upload.raw, candidate.digest, ArrivalState.ACCEPTED)
        self._arrivals.append(arrival)
        row = received_report(report, arrival, customer, reference, self._received)
        self._reports.append((report, row))
        self._answers[candidate.index] = self._receipt(201, report, filed)

    def _counted(self, candidate: _Candidate) -> list[Counted]:
        """Everything that the report counts under once it is accepted."""
        customer, network = candidate.customer, candidate.upload.network
        size = len(candidate.upload.raw)
        return [
            (NEW_REPORTS_PER_CUSTOMER, candidate.code, 1),
            (NEW_REPORTS_PER_NETWORK, network, 1),
            (quota.PER_NETWORK, quota.network_of_customer(customer, network), size),
            (quota.PER_CUSTOMER, str(customer.pk), size),
        ]

    def _refuse(self, index: int, upload: ReportUpload, refused: UploadRefused) -> None:
        # Whoever may come again still has the bytes.
        if refused.retry_s is None:
            digest = hashlib.sha256(upload.raw).hexdigest()
            self._arrivals.append(_arrival(upload.raw, digest, ArrivalState.REFUSED, refused.refusal.kind))
        self._answers[index] = Answer(status=refused.status, body=to_json(refused.refusal), retry_s=refused.retry_s)

    def _receipt(self, status: int, report: Report, filed: _Filed) -> Answer:
        receipt = Receipt(
            id=report.id, reference=filed.reference, received=filed.received, firm=self._enrolments.firm_name
        )
        return Answer(status=status, body=to_json(receipt))


class _EarlierReports:
    """`filed`: those with one of these ids; and the references that are taken. A report's own was read out already."""

    def __init__(self, report_ids: Iterable[str]) -> None:
        ids = set(report_ids)
        references = {report_reference(report_id) for report_id in ids}
        present = find_keys(ReceivedReport, "report_id IN ({}) OR reference IN ({})", ids, references) if ids else []
        columns = ("report_id", "reference", "received", "arrival__digest")
        rows = list(ReceivedReport.objects.filter(pk__in=present).values_list(*columns)) if present else []
        self._used_references = {reference for _, reference, _, _ in rows}
        self.filed = {
            report_id: _Filed(reference=reference, received=received, digest=digest)
            for report_id, reference, received, digest in rows
            if report_id in ids
        }

    def free_reference(self, report_id: str) -> str:
        """The report's own, or a random one where an older report has that."""
        reference = report_reference(report_id)
        while reference in self._used_references:
            reference = new_reference()
            if ReceivedReport.objects.filter(reference=reference).exists():
                self._used_references.add(reference)
        self._used_references.add(reference)
        return reference


def _arrival(raw: bytes, digest: str, state: ArrivalState, refusal: str = "") -> Arrival:
    values = {"raw": raw, "size": len(raw), "digest": digest, "state": state.value, "refusal": refusal}
    return new_row(Arrival, values)


def received_report(
    report: Report, arrival: Arrival | None, customer: Customer, reference: str, received: datetime.datetime
) -> ReceivedReport:
    """What is kept of it beside its bytes, if there are any; not saved, and in no case yet."""
    worst = worst_problem(report.findings)
    row = new_row(
        ReceivedReport,
        {
            "report_id": report.id,
            "reference": reference,
            "customer_id": customer.pk,
            "received": received,
            "size": arrival.size if arrival is not None else 0,
            "verdict": verdict(report.findings).value,
            "urgency": urgency_of(report).value,
            "worst": to_json(worst).decode() if worst is not None else "",
        },
    )
    if arrival is not None:
        row.arrival = arrival
    return row
