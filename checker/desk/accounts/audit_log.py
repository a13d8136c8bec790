"""Writes down who signed in, and what changes whom others trust: passwords, keys, addresses, codes, profiles.

Read on the page Protokoll. Who opened which case stands with the case (privacy/).
"""

import datetime
import logging

from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import AuditAction, AuditEntry, Technician

log = logging.getLogger("checker.desk.accounts")

RETENTION = datetime.timedelta(days=365)
MAX_ENTRIES = 50_000
"""A desk of two people writes some thousands a year: nobody fills the disk by signing in."""


def record(action: AuditAction, request: HttpRequest | None = None, subject: str = "") -> None:
    """An entry; without a request, of a command. `subject`: what it was done to, never a secret."""
    user = getattr(request, "user", None)
    technician = user if isinstance(user, Technician) else None
    AuditEntry.objects.create(action=action, technician=technician, subject=subject[:120])
    log.info("%s, by %s", action.value, "a technician" if technician else "a command")


def newest_entries(limit: int = 30, action: str = "") -> list[AuditEntry]:
    """The newest first; of one action, where one is named."""
    entries = AuditEntry.objects.select_related("technician")
    return list((entries.filter(action=action) if action else entries)[:limit])


def delete_expired_entries() -> int:
    """Deletes entries older than a year, and the oldest where there are too many; returns how many."""
    expired = AuditEntry.objects.filter(at__lt=timezone.now() - RETENTION).delete()[0]
    oldest_kept = AuditEntry.objects.values_list("at", flat=True)[MAX_ENTRIES - 1 : MAX_ENTRIES].first()
    surplus = AuditEntry.objects.filter(at__lt=oldest_kept).delete()[0] if oldest_kept else 0
    return expired + surplus
