"""Which case each report of a group belongs to, and what it does to it."""

import datetime
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.guide.words import fold_text
from checker.desk.reports.cases.models import (
    SOLVED_STATES,
    Case,
    CaseEvent,
    CaseEventKind,
    CaseNameWord,
    CaseState,
)
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.hot_statements import RowInserter, find_keys, new_row
from checker.desk.reports.models import ReceivedReport
from checker.model.codec import Unreadable
from checker.model.report import Report

MAX_NAME_WORDS = 6
_PRESENT = "customer_id IN ({}) AND code IN ({}) AND confirmation = '' AND NOT (code = '')"
"""The last condition is the index's own: only so it serves."""
CaseKey = tuple[int, str]
"""A customer's key, and the code of the trouble."""


class CaseGrouping:
    """The cases of the reports that one transaction stores: read together, changed in memory, written together.

    A closed case whose cause was confirmed stays closed: the trouble that comes after it is another one.
    """

    def __init__(self, keys: Iterable[CaseKey]) -> None:
        self._new: list[Case] = []
        self._changed: dict[int, tuple[Case, datetime.datetime | None]] = {}
        self._events: list[CaseEvent] = []
        self._renamed: list[Case] = []
        self._reports: list[ReceivedReport] = []
        self._by_key = _present_cases({key for key in keys if key[1]})

    def add(self, report: Report, row: ReceivedReport) -> None:
        """Puts the report, not stored yet, into its case."""
        key = (row.customer_id, report.case_code)
        case = self._by_key.get(key) if report.case_code else None
        if case is None:
            values = {"customer_id": row.customer_id, "code": report.case_code, "runs": 0, "created": report.created}
            case = new_row(Case, values)
            self._new.append(case)
            if report.case_code:
                self._by_key[key] = case
        elif case.pk is not None:
            self._changed.setdefault(case.pk, (case, case.closed))
        row.case = case
        self._reports.append(row)
        self._add_run(case, report, row)

    def save(self, inserter: RowInserter) -> None:
        """Writes the cases; their reports can be stored after it, and only then."""
        inserter.insert_rows(self._new)
        for case, closed_before in self._changed.values():
            case.save()
            if case.closed != closed_before:
                case.spread_closing()
        for row in self._reports:
            case = row.case
            row.case_id, row.closed, row.closed_by_id = case.pk, case.closed, case.closed_by_id
        if self._events:
            CaseEvent.objects.bulk_create(self._events)
        if self._renamed:
            _index_names(self._renamed)

    def _add_run(self, case: Case, report: Report, row: ReceivedReport) -> None:
        case.runs += 1
        if report.created < case.created:  # sent late: it says nothing of today
            return
        previous_name, is_first = case.name, case.runs == 1
        _describe(case, report, row)
        if case.name != previous_name and case not in self._renamed:
            self._renamed.append(case)
        is_fine = case.urgency == Urgency.FINE
        if is_fine and case.closed is None:
            case.state = CaseState.SOLVED if is_first or _is_touched(case) else CaseState.SOLVED_BY_EMPLOYEE
            case.closed, case.closed_by, case.waiting_for = row.received, None, ""
            if not is_first:
                self._note(case, CaseEventKind.FINE)
        elif not is_fine and (case.state in SOLVED_STATES or case.state == CaseState.WAITING):
            case.state, case.closed, case.closed_by, case.waiting_for = CaseState.NEW, None, None, ""
            case.worker = case.worker_since = None
            self._note(case, CaseEventKind.RETURNED)

    def _note(self, case: Case, kind: CaseEventKind) -> None:
        self._events.append(CaseEvent(case=case, kind=kind, at=timezone.now()))


def _present_cases(keys: set[CaseKey]) -> dict[CaseKey, Case]:
    """The newest case of each key that is not closed for good."""
    if not keys:
        return {}
    customers = {customer for customer, _ in keys}
    if connection.features.has_select_for_update:
        # Another desk on the same database may be storing a report of the same PC: it waits, or is waited for.
        list(Customer.objects.select_for_update().filter(pk__in=customers).order_by("pk").values_list("pk"))
    present = find_keys(Case, _PRESENT, customers, {code for _, code in keys})
    cases = Case.objects.filter(pk__in=present).order_by("pk") if present else ()
    return {(case.customer_id, case.code): case for case in cases}


def _describe(case: Case, report: Report, row: ReceivedReport) -> None:
    """What the newest report says. A cause stays until another takes its place: it is what was mended."""
    previous_trouble = case.trouble
    if report.own_words is not None:
        case.name = report.own_words.name or case.name
        case.trouble = report.own_words.trouble or case.trouble
    # What was written waits for an answer as long as nothing was ever found that a later report could show mended.
    is_question = case.trouble != previous_trouble or bool(case.trouble and not case.cause)
    case.reference, case.received, case.created = row.reference, row.received, report.created
    case.urgency = min(row.urgency, Urgency.UNCLEAR) if is_question else row.urgency
    case.verdict = row.verdict
    worst = row.worst_finding
    if worst is not None and case.urgency != Urgency.FINE:
        case.worst, case.cause = row.worst, worst.code[:80]
        case.sureness = worst.sure.value if worst.sure else ""


def describe_again(case: Case, rows: Iterable[ReceivedReport]) -> None:
    """What these of its reports say, the oldest first, as if no other had come. What technicians did stays.

    A cause that was confirmed stays its cause: it is what they found out.
    """
    case.name = case.trouble = case.worst = ""
    confirmed = (case.cause, case.sureness) if case.confirmation else ("", "")
    case.cause, case.sureness, case.runs = "", "", 0
    newest: datetime.datetime | None = None
    for row in rows:
        case.runs += 1
        try:
            report = row.report
        except Unreadable:
            case.reference, case.received = row.reference, row.received
            case.verdict, case.urgency = row.verdict, row.urgency
            continue
        if newest is None or report.created >= newest:
            newest = report.created
            _describe(case, report, row)
    if case.confirmation:
        case.cause, case.sureness = confirmed
    _index_names([case])


def _is_touched(case: Case) -> bool:
    """Whether a technician did anything with it."""
    return case.pk is not None and case.events.filter(technician__isnull=False).exists()


def _index_names(cases: Iterable[Case]) -> None:
    CaseNameWord.objects.filter(case__in=[case.pk for case in cases]).delete()
    words = []
    for case in cases:
        folded = dict.fromkeys(fold_text(case.name).replace(",", " ").split())
        words += [CaseNameWord(case=case, word=word[:120]) for word in list(folded)[:MAX_NAME_WORDS]]
    CaseNameWord.objects.bulk_create(words)
