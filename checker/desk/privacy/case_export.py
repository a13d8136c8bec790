"""Everything that the desk has about one case, for whoever it is about (Art. 15 and 20 GDPR)."""

from typing import Any

import msgspec
from django.utils import timezone

from checker.desk.firm.models import Firm
from checker.desk.privacy.models import CaseOpening
from checker.desk.reports.cases.models import Case, CaseEvent
from checker.desk.reports.models import ReceivedReport
from checker.model.privacy import GROUP_RETENTION, GROUP_TITLES, PURPOSE_TITLES, DataGroup, Purpose

FORMAT = 1
_CASE_FIELDS = (
    "reference",
    "code",
    "state",
    "waiting_for",
    "received",
    "created",
    "runs",
    "verdict",
    "cause",
    "sureness",
    "urgency",
    "name",
    "trouble",
    "closed",
    "confirmation",
    "actual_cause",
    "solution",
)
"""Of the table's own; `worst` is one of the newest report's findings."""


def export_case(case: Case) -> dict[str, Any]:
    """As JSON holds it. Technicians are not named: their names are their own data (Art. 15(4); CJEU C-579/21)."""
    firm = Firm.get()
    return {
        "format": FORMAT,
        "made": timezone.now().isoformat(timespec="seconds"),
        "controller": case.customer.name,
        "processor": {"name": firm.display_name, "phone": firm.phone, "mail": firm.mail},
        "recipients": [firm.display_name],
        "source": "the employee's own program and words; what technicians of the processor added is in the history",
        "automated_decisions": "none",
        "purposes": {purpose.value: PURPOSE_TITLES[purpose].en for purpose in Purpose},
        "retention": {
            group.value: {
                "title": GROUP_TITLES[group].en,
                "days": GROUP_RETENTION[group].days,
                "days_after_closing": GROUP_RETENTION[group].closed_days,
            }
            for group in DataGroup
        },
        "case": {name: msgspec.to_builtins(getattr(case, name)) for name in _CASE_FIELDS},
        "history": [
            {"at": event.at.isoformat(), "kind": event.kind, "text": event.text}
            for event in CaseEvent.objects.filter(case=case)
        ],
        "opened_by_technicians": [opening.at.isoformat() for opening in CaseOpening.objects.filter(case=case)],
        "purchases": [
            {"item": purchase.item, "state": purchase.state, "for": purchase.person, "made": purchase.made.isoformat()}
            for purchase in case.purchases.all()
        ],
        "reports": [
            {"reference": row.reference, "received": row.received.isoformat(), "report": _as_it_arrived(row)}
            for row in ReceivedReport.objects.filter(case=case).select_related("arrival").order_by("received", "pk")
        ],
    }


def _as_it_arrived(row: ReceivedReport) -> Any:
    return msgspec.json.decode(bytes(row.arrival.raw))
