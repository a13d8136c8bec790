"""What employees are told of incidents: where they start the program, on their page, and in the guide."""

import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.firm.signed_toml import signed_toml
from checker.desk.firm.signing_key import secret_key
from checker.desk.incidents.detection import detect_if_due
from checker.desk.incidents.models import Incident
from checker.desk.reports.cases.urgency import Urgency
from checker.model.employee.announcement import Announcement, Announcements
from checker.model.signature import sign_announcements
from checker.model.text import Text

QUIET = datetime.timedelta(hours=4)
"""After the last case of it: what nobody met for so long may be over, and the next case tells it again."""
MANUAL_LIFETIME = datetime.timedelta(hours=24)
"""Of one that somebody opened and forgot."""
MAX_ANNOUNCED = 5


def announced_incidents(customer: Customer) -> list[Incident]:
    """Those that employees of this customer are told of now. Never one that half of its people no longer have."""
    detect_if_due()
    now = timezone.now()
    rows = Incident.objects.filter(customer=customer, closed=None, announced=True).annotate(
        newest=Max("cases__received"),
        number=Count("cases"),
        fine=Count("cases", filter=Q(cases__urgency=Urgency.FINE)),
    )
    current: list[Incident] = []
    for incident in rows:
        if incident.is_manual:
            is_current = incident.opened > now - MANUAL_LIFETIME
        else:
            is_current = incident.newest is not None and incident.newest > now - QUIET
            is_current = is_current and 2 * incident.fine < incident.number
        if is_current:
            current.append(incident)
    return current[:MAX_ANNOUNCED]


def headline(incident: Incident) -> Text | None:
    """What does not work, in words for everybody; None where its own words say it."""
    if not incident.cause:
        return None
    place = f" ({incident.subject})" if incident.subject else ""
    return Text(de=f"Verbindung zur Firma{place}", en=f"Connection to the company{place}")


def announcements_of(customer: Customer, code: str) -> Announcements:
    """Under the code that was asked for: an employee's program takes no others."""
    return Announcements(
        code=code,
        made=timezone.now().replace(microsecond=0),
        incidents=tuple(
            Announcement(
                began=incident.began.replace(microsecond=0),
                what=headline(incident),
                words=incident.words,
                in_work=incident.worker is not None,
            )
            for incident in announced_incidents(customer)
        ),
    )


def signed_announcements(customer: Customer, code: str) -> bytes:
    """TOML in UTF-8. Raises FirmKeyMismatch, OSError."""
    return signed_toml(announcements_of(customer, code), sign_announcements, secret_key())


def open_by_hand(customer: Customer, words: str, began: datetime.datetime, by: Technician) -> Incident:
    """An incident that a technician knows of before five people call."""
    return Incident.objects.create(customer=customer, words=words, began=began, opened_by=by, worker=by, is_manual=True)
