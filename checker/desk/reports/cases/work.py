"""What technicians do with a case: take it, let it wait, close it, open it again, write a note.

A closed one is neither taken nor waits: whoever presses that has a page from before a colleague closed it.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.reports.cases.models import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    CauseConfirmation,
    WaitingFor,
)
from checker.desk.reports.models import ReceivedReport
from checker.knowledge.causes import causes

MAX_NOTE = 2000
MAX_SOLUTION = 200


def take(case: Case, by: Technician) -> None:
    """It is theirs now, whoever had it: the lock is soft."""
    if case.closed is not None:
        return
    case.state, case.waiting_for = CaseState.WORKING, ""
    case.worker, case.worker_since = by, timezone.now()
    _save(case, CaseEventKind.ASSIGNED, by)


def release(case: Case, by: Technician) -> None:
    """Nobody's again."""
    if case.closed is not None:
        return
    case.state, case.waiting_for = CaseState.NEW, ""
    case.worker = case.worker_since = None
    _save(case, CaseEventKind.RELEASED, by)


def wait_for(case: Case, whom: str, by: Technician) -> None:
    """It is somebody else's turn. Raises ValueError for nobody that there is."""
    if case.closed is not None:
        return
    case.waiting_for = WaitingFor(whom)
    case.state = CaseState.WAITING
    _save(case, CaseEventKind.WAITING, by, whom)


def close(case: Case, by: Technician, confirmation: str = "", actual_cause: str = "", solution: str = "") -> None:
    """Closes it with what proved to be its cause; what has no meaning is left out."""
    case.confirmation = confirmation if confirmation in CauseConfirmation.values else ""
    is_wrong = case.confirmation == CauseConfirmation.WRONG
    case.actual_cause = actual_cause if is_wrong and actual_cause in causes() else ""
    case.solution = solution.replace("\0", "").strip()[:MAX_SOLUTION]
    case.state, case.waiting_for = CaseState.SOLVED, ""
    case.closed, case.closed_by = timezone.now(), by
    _save(case, CaseEventKind.CLOSED, by, case.solution)


def open_again(case: Case, by: Technician) -> None:
    """It was not the end of it: what was found out no longer counts."""
    case.confirmation = case.actual_cause = case.solution = ""
    case.state, case.closed, case.closed_by = CaseState.NEW, None, None
    case.worker = case.worker_since = None
    _save(case, CaseEventKind.OPENED, by)


def add_note(case: Case, by: Technician, text: str) -> None:
    """Into its history; an empty one is none."""
    text = text.replace("\0", "").strip()[:MAX_NOTE]
    if text:
        case.note(CaseEventKind.NOTE, by, text)


def close_several(references: Iterable[str], by: Technician, confirmation: str = "") -> int:
    """Closes those of these that are open; returns how many."""
    chosen = confirmation if confirmation in CauseConfirmation.values else ""
    with transaction.atomic():
        keys = list(Case.objects.filter(reference__in=references, closed=None).values_list("pk", flat=True))
        now = timezone.now()
        Case.objects.filter(pk__in=keys).update(
            state=CaseState.SOLVED, waiting_for="", closed=now, closed_by=by, confirmation=chosen
        )
        ReceivedReport.objects.filter(case__in=keys).update(closed=now, closed_by=by)
        CaseEvent.objects.bulk_create(
            [CaseEvent(case_id=key, at=now, technician=by, kind=CaseEventKind.CLOSED) for key in keys]
        )
    return len(keys)


def _save(case: Case, kind: CaseEventKind, by: Technician, text: str = "") -> None:
    with transaction.atomic():
        case.save()
        case.spread_closing()
        case.note(kind, by, text)
