"""Who opened which case, and how far the early erasure has come."""

from django.db import models
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.reports.cases.models import Case


class CaseOpening(models.Model):
    """A technician opened a case: one row a day, however often. It goes with the case: then there is nothing to open.

    `technician` is None once the account is gone.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="openings")
    technician = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["case", "technician", "day"], name="one_opening_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.case}"


class ErasureProgress(models.Model):
    """One row: cases that were closed until `closed_until` were gone through, and reports that came until `began`."""

    closed_until = models.DateTimeField()
    began = models.DateTimeField()
