"""desk purge: deletes what is over. The running desk does it once a day by itself."""

import logging
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from checker.desk.accounts import audit_log, sign_in_links
from checker.desk.guide.view_counter import delete_expired_views
from checker.desk.reports.retention import delete_expired_reports
from checker.desk.throttle import rate_limit

log = logging.getLogger("checker.desk.purge")


class Command(BaseCommand):
    """Counts only in the log: no report, no customer is named."""

    help = "Deletes reports, refused uploads, sign-in links, sessions and counters whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = delete_expired_reports()
        deleted["sign-in links"] = sign_in_links.delete_expired_links()
        deleted["log entries"] = audit_log.delete_expired_entries()
        deleted["counters"] = rate_limit.delete_expired_tallies()
        deleted["counts of views"] = delete_expired_views()
        deleted["sessions"] = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
        summary = ", ".join(f"{count} {label}" for label, count in deleted.items())
        log.info("deleted: %s", summary)
        self.stdout.write(f"deleted: {summary}")
