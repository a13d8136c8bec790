"""What lets another program of the firm read here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.models import Technician


class TokenScope(models.TextChoices):
    """What a token opens. The values stand in the table."""

    READ = "read", _("Fälle und Kunden lesen")
    METRICS = "metrics", _("Zahlen für die Überwachung (Prometheus)")


class ApiToken(models.Model):
    """Only the hash is kept, so the table opens nothing. `used`: the day of its last use."""

    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=8, choices=TokenScope.choices)
    hashed = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ends = models.DateTimeField()
    used = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
