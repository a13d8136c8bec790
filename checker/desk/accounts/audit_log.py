"""Writes down what changes whom others trust: passwords, keys, addresses, codes. Read on the firm's page."""

import datetime
import logging

from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import AuditAction, AuditEntry, Technician

log = logging.getLogger("checker.desk.accounts")

RETENTION = datetime.timedelta(days=365)


def record(action: AuditAction, request: HttpRequest | None = None, subject: str = "") -> None:
    """An entry; without a request, of a command. `subject`: what it was done to, never a secret."""
    user = getattr(request, "user", None)
    technician = user if isinstance(user, Technician) else None
    AuditEntry.objects.create(action=action, technician=technician, subject=subject[:120])
    log.info("%s, by %s", action.value, "a technician" if technician else "a command")


def newest_entries(limit: int = 30) -> list[AuditEntry]:
    """The newest first."""
    return list(AuditEntry.objects.select_related("technician")[:limit])


def delete_expired_entries() -> int:
    """Deletes entries older than a year; returns how many."""
    return AuditEntry.objects.filter(at__lt=timezone.now() - RETENTION).delete()[0]
