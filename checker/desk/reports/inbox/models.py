"""An accepted report as the inbox lists it. Everything else about it is read from its raw bytes."""

import msgspec
from django.db import models

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.intake.models import Arrival
from checker.model.codec import report_from_json
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.verdict import ReportVerdict

URGENCY = {
    ReportVerdict.NOT_READY: 0,
    ReportVerdict.UNKNOWN: 1,
    ReportVerdict.READY_WITH_WARNINGS: 2,
    ReportVerdict.READY: 3,
}


class ReceivedReport(models.Model):
    """One report, once. `worst` is its weightiest finding as JSON, kept so that a list needs no raw bytes."""

    report_id = models.CharField(max_length=32, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="reports")
    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, related_name="report")
    received = models.DateTimeField()
    verdict = models.CharField(max_length=24, choices=[(one.value, one.value) for one in ReportVerdict])
    urgency = models.PositiveSmallIntegerField()
    worst = models.TextField(blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["closed", "urgency", "received"], name="reports_by_urgency"),
            models.Index(fields=["customer", "received"], name="reports_by_customer"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def report(self) -> Report:
        """The report itself. Raises Unreadable for one of a format that this desk no longer reads."""
        return report_from_json(bytes(self.arrival.raw))

    @property
    def worst_finding(self) -> Finding | None:
        """The weightiest finding; None where everything is fine."""
        return msgspec.json.decode(self.worst, type=Finding) if self.worst else None
