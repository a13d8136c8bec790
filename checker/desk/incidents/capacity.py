"""Whether the company's line carries all who work from home at once: people of an incident's first hour against it."""

import datetime
from enum import Enum

from checker.checks.line.direction import Direction
from checker.checks.line.need import Role
from checker.checks.line.roles import ROLES
from checker.desk.incidents.detection import WINDOW
from checker.desk.incidents.models import Incident
from checker.desk.reports.cases.models import Case
from checker.model.record import Record
from checker.model.text import Language

BEFORE = datetime.timedelta(minutes=5)
"""The first who fails is seldom the first who comes."""
THROUGH_COMPANY = (Role.REMOTE_DESKTOP, Role.FILES)
"""What goes over the company's line; meetings and mail mostly pass it by."""


class Sufficiency(Enum):
    """Of a line for one task that all do at the same time."""

    ENOUGH = "enough"
    SCARCE = "scarce"
    TOO_LITTLE = "too little"


class CompanyLine(Record, frozen=True, kw_only=True):
    """`people`: who came in the first hour. `per_person`: Mbit/s that the company's line can send to each at once."""

    people: int
    uplink_mbit: int
    per_person: float
    tasks: tuple[tuple[str, Sufficiency], ...]


def people_in_first_hour(incident: Incident) -> int:
    """PCs of the customer whose reports came around its beginning, with this trouble or another."""
    around = (incident.began - BEFORE, incident.began + WINDOW)
    cases = Case.objects.filter(customer=incident.customer_id, received__range=around).exclude(code="")
    return cases.order_by().values("code").distinct().count()


def company_line(people: int, uplink_mbit: int | None, language: Language) -> CompanyLine | None:
    """What employees load the company must send: its uplink counts. None where nobody entered it, or nobody came.

    What each task needs stands in the line's check (checks/line/roles.py).
    """
    if not uplink_mbit or not people:
        return None
    share = uplink_mbit / people
    tasks = tuple((ROLES[role].name.render(language), _sufficiency(role, share)) for role in THROUGH_COMPANY)
    return CompanyLine(people=people, uplink_mbit=uplink_mbit, per_person=share, tasks=tasks)


def _sufficiency(role: Role, share: float) -> Sufficiency:
    required = ROLES[role]
    if share >= required.mbit(Direction.DOWN):
        return Sufficiency.ENOUGH
    return Sufficiency.SCARCE if share >= required.least_mbit(Direction.DOWN) else Sufficiency.TOO_LITTLE
