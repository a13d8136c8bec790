"""An incident, and the cases that belong to it."""

from django.db import models
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.reports.cases.models import Case
from checker.model.employee.announcement import MAX_WORDS


class Incident(models.Model):
    """`cause` and `subject` (a gateway's name) are what its cases have in common; empty where somebody opened it.

    `opened_by`: None where the desk noticed it. `people`: how many cases it had, also when they are deleted by now.
    `words`: what the firm says to employees; `announced`: whether they are told at all.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="incidents")
    cause = models.CharField(max_length=80, blank=True, default="")
    subject = models.CharField(max_length=60, blank=True, default="")
    began = models.DateTimeField()
    opened = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_manual = models.BooleanField(default=False)
    worker = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    announced = models.BooleanField(default=True)
    people = models.PositiveIntegerField(default=0)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cases = models.ManyToManyField(Case, related_name="incidents", blank=True)

    class Meta:
        ordering = ["-opened", "-pk"]
        indexes = [
            models.Index(fields=["customer"], name="incidents_open", condition=models.Q(closed=None)),
            models.Index(fields=["-opened"], name="incidents_by_opening"),
        ]
        constraints = [
            # Two desks on one database notice it at the same moment.
            models.UniqueConstraint(
                fields=["customer", "cause", "subject"],
                name="one_open_incident_a_cause",
                condition=models.Q(closed=None) & ~models.Q(cause=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.cause} {self.subject}"
