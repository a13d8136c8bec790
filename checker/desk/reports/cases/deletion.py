"""A report that whoever sent it deletes, and what is left of its case."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from checker.desk.customers.models import Customer
from checker.desk.reports.cases.grouping import describe_again
from checker.desk.reports.cases.models import Case, CaseEventKind, CaseState, PhoneSummary
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.models import Arrival, ReceivedReport
from checker.desk.reports.retention import count_confirmed
from checker.model.verdict import ReportVerdict


def delete_for_employee(report: ReceivedReport) -> None:
    """Deletes it with its bytes, for good.

    Its case says from then on what the other reports say. Where there is none, whoever is called about it still learns
    that it was deleted, and no more: notes about it go, too.
    """
    with transaction.atomic():
        # As whoever stores reports does (grouping.py): one after the other, also with several desks on one database.
        Customer.objects.select_for_update().get(pk=report.customer_id)
        case = Case.objects.get(pk=report.case_id)
        rest = case.reports.exclude(pk=report.pk).select_related("arrival").order_by("received", "pk")
        if rest:
            describe_again(case, rest)
        else:
            _empty(case)
        case.save()
        PhoneSummary.objects.filter(report_id=report.report_id).delete()
        ReceivedReport.objects.filter(pk=report.pk).delete()
        Arrival.objects.filter(pk=report.arrival_id).delete()
        case.note(CaseEventKind.DELETED)


def deleted_cases() -> QuerySet[Case]:
    """Those of which nothing else is known."""
    return Case.objects.filter(state=CaseState.DELETED)


def _empty(case: Case) -> None:
    count_confirmed(Case.objects.filter(pk=case.pk))
    case.events.all().delete()
    case.name_words.all().delete()
    case.summaries.all().delete()
    case.openings.all().delete()
    case.forget_who_needs_hardware()
    for name in ("code", "name", "trouble", "worst", "cause", "sureness", "confirmation", "actual_cause", "solution"):
        setattr(case, name, "")
    case.state, case.waiting_for = CaseState.DELETED, ""
    case.worker = case.worker_since = case.closed_by = None
    case.verdict, case.urgency, case.runs = ReportVerdict.UNKNOWN.value, Urgency.UNCLEAR, 0
    case.closed = timezone.now()
