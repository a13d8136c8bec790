"""What arrived, as it arrived."""

from django.db import models
from django.utils import timezone


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
        indexes = [models.Index(fields=["state", "received"], name="arrivals_by_state")]
