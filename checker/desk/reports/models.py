"""What arrived, as it arrived; and an accepted report as the inbox lists it. The rest is read from its raw bytes.

The tables have the names of the two apps that these models once stood in (former/).
"""

import contextlib

import msgspec
from django.db import DatabaseError, models
from django.db.models.functions import Substr
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import VERDICTS, Case, CauseConfirmation
from checker.model.codec import report_from_json
from checker.model.finding import Finding
from checker.model.report import Report


class ArrivalState(models.TextChoices):
    """What became of an arrival. Only an accepted one is a report."""

    QUARANTINED = "quarantined"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Arrival(models.Model):
    """The raw bytes of one upload. Whatever is not accepted goes after a bounded time."""

    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    received = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=ArrivalState.choices, default=ArrivalState.QUARANTINED)
    refusal = models.CharField(max_length=60, blank=True)
    # Last, because SQLite walks through a row's columns in their order.
    raw = models.BinaryField()

    class Meta:
        db_table = "intake_arrival"
        indexes = [models.Index(fields=["state", "received"], name="arrivals_by_state")]


class ReceivedReport(models.Model):
    """One report, once. `worst` is its weightiest finding as JSON, kept so that a list needs no raw bytes.
    `size` is the arrival's: what a customer's reports take is summed up from an index.

    `closed` and `closed_by` are its case's: columns of this table that other programs of the firm may read.
    `opened`: when a technician first looked at it.
    """

    report_id = models.CharField(max_length=32, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="reports", db_index=False)
    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, related_name="report")
    received = models.DateTimeField()
    size = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=24, choices=VERDICTS)
    urgency = models.PositiveSmallIntegerField()
    worst = models.TextField(blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    opened = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "inbox_receivedreport"
        indexes = [
            models.Index(fields=["customer", "received", "size"], name="reports_by_customer"),
            models.Index(fields=["closed_by"], name="reports_by_closer", condition=models.Q(closed_by__isnull=False)),
            models.Index(Substr("reference", 5), name="reports_by_second_half"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def report(self) -> Report:
        """The report itself. Raises Unreadable for one of a format that this desk no longer reads."""
        return report_from_json(bytes(self.arrival.raw))

    def note_opened(self) -> None:
        """A technician looks at it. The page stands, too, where nothing can be written."""
        if self.opened is None:
            with contextlib.suppress(DatabaseError):
                ReceivedReport.objects.filter(pk=self.pk, opened=None).update(opened=timezone.now())

    @property
    def worst_finding(self) -> Finding | None:
        """The weightiest finding; None where everything is fine."""
        return msgspec.json.decode(self.worst, type=Finding) if self.worst else None


class ConfirmedCauseCount(models.Model):
    """How many cases that are deleted by now named a cause, and what proved to be so: nothing of anybody is in it."""

    cause = models.CharField(max_length=80)
    sureness = models.CharField(max_length=10, blank=True)
    confirmation = models.CharField(max_length=8, choices=CauseConfirmation.choices)
    actual_cause = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "sureness", "confirmation", "actual_cause"], name="one_count_a_confirmed_cause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.confirmation}: {self.number}"
