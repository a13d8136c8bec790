"""Notices that many people of one customer fail at the same place: then it is one incident, and not their homes."""

import datetime
import functools
import logging

from django.db import DatabaseError, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from checker.desk.incidents.models import Incident
from checker.desk.reports.cases.models import Case
from checker.desk.reports.cases.urgency import Urgency
from checker.knowledge.causes import Actor, causes
from checker.model.finding import Finding, Level
from checker.show.company_path.segments import PathSegment, segment_of

log = logging.getLogger("checker.desk.incidents")

MIN_PEOPLE = 5
"""Cases, each of another PC. Five homes that fail at one gateway within an hour share nothing but that gateway, while
two or three may share a provider, a house or a wrong instruction. And what is said of fewer is said of persons.
"""
WINDOW = datetime.timedelta(hours=1)
FRESHNESS = datetime.timedelta(hours=1)
"""How long before its arrival a report may have been made: what waited in an outbox says nothing of now."""
DETECT_EVERY = datetime.timedelta(seconds=20)
"""Of one process: whoever opens a page in between sees what was noticed before."""
RETENTION = datetime.timedelta(days=365)
"""After its end. No person is in it: its cases go by their own time."""
_NEWEST = 5000
"""Cases that are looked at: at a desk that is flooded, the last ones say most."""
_MOST_CASES = 500
"""Of one incident, that are taken in at once."""


class LastDetection:
    """When this process looked last; one moment for all its threads."""

    def __init__(self) -> None:
        self._at: datetime.datetime | None = None

    def is_due(self) -> bool:
        """Whether it is time again; then this is the last one."""
        now = timezone.now()
        if self._at is not None and abs(now - self._at) < DETECT_EVERY:
            return False
        self._at = now
        return True

    def forget(self) -> None:
        """The next question finds it due."""
        self._at = None


last_detection = LastDetection()


@functools.cache
def shared_causes() -> frozenset[str]:
    """What lies with the company or its gateway, and nobody at home can mend: the only causes that many can share."""
    return frozenset(
        code
        for code, cause in causes().items()
        if code.startswith("vpn.")
        and cause.who in (Actor.IT_FIRM, Actor.COMPANY)
        and segment_of(code) in (PathSegment.GATEWAY, PathSegment.COMPANY)
    )


def detect_if_due() -> None:
    """Called wherever incidents are shown: where nobody looks, nobody needs to know. Never raises."""
    if not last_detection.is_due():
        return
    try:
        detect_incidents()
    except DatabaseError as error:
        log.error("incidents could not be looked for: %s", type(error).__name__)


def detect_incidents() -> None:
    """Opens what is new, and takes further cases into what is open."""
    since = timezone.now() - WINDOW
    newest = Case.objects.filter(received__gte=since).order_by("-received").values("pk")[:_NEWEST]
    shared = Case.objects.filter(pk__in=newest, cause__in=shared_causes()).exclude(code="")
    rows = shared.order_by().values_list("customer", "cause").annotate(number=Count("code", distinct=True))
    for customer, cause, _ in rows.filter(number__gte=MIN_PEOPLE):
        _open_shared(customer, cause, since)
    for incident in Incident.objects.filter(closed=None).exclude(cause=""):
        take_in(incident, _cases_of(incident))


def delete_old_incidents() -> int:
    """Those that were over a year ago; returns how many."""
    over = Incident.objects.filter(closed__lt=timezone.now() - RETENTION)
    return over.delete()[1].get(Incident._meta.label, 0)


def take_in(incident: Incident, cases: list[Case]) -> None:
    """These cases belong to it from now on."""
    if not cases:
        return
    with transaction.atomic():
        incident.cases.add(*cases)
        incident.people = incident.cases.count()
        incident.save(update_fields=["people"])


def _open_shared(customer: int, cause: str, since: datetime.datetime) -> None:
    cases_of_cause = Case.objects.filter(_is_free(), customer=customer, cause=cause, received__gte=since)
    by_subject: dict[str, list[Case]] = {}
    for case, finding in _failing(cases_of_cause):
        if case.code and finding.level is Level.BLOCKER and abs(case.received - case.created) <= FRESHNESS:
            by_subject.setdefault(finding.subject, []).append(case)
    for subject, cases in by_subject.items():
        codes = {case.code for case in cases}
        if len(codes) < MIN_PEOPLE or len(codes) <= _people_without(customer, since, codes):
            continue
        began = min(case.received for case in cases)
        incident, is_new = Incident.objects.get_or_create(
            customer_id=customer, cause=cause, subject=subject, closed=None, defaults={"began": began}
        )
        if is_new:
            log.info("an incident was noticed: %s, %d people", cause, len(codes))
        take_in(incident, cases)


def _people_without(customer: int, since: datetime.datetime, codes: set[str]) -> int:
    """People of this customer who came in the same time, and with something else or with nothing.

    As many of these as of the others, and the place is no place where everybody fails.
    """
    rows = Case.objects.filter(customer=customer, received__gte=since).exclude(code="").exclude(code__in=codes)
    return rows.values("code").distinct().count()


def _cases_of(incident: Incident) -> list[Case]:
    """Further cases with the same cause at the same place since it began."""
    cases = Case.objects.filter(
        _is_free(), customer=incident.customer_id, cause=incident.cause, received__gte=incident.began, closed=None
    )
    return [case for case, finding in _failing(cases) if finding.subject == incident.subject]


def _is_free() -> Q:
    """That a case is in no open incident, and that its newest report is no older than the end of one it was in."""
    memberships = Incident.cases.through.objects.filter(case=OuterRef("pk"))
    return ~Q(Exists(memberships.filter(Q(incident__closed=None) | Q(incident__closed__gte=OuterRef("received")))))


def _failing(cases: QuerySet[Case]) -> list[tuple[Case, Finding]]:
    """Those whose newest report still has the trouble, with the finding."""
    rows = cases.exclude(urgency=Urgency.FINE).order_by("-received")[:_MOST_CASES]
    return [(case, finding) for case in rows if (finding := case.worst_finding) is not None]
