"""desk purge: deletes what is over. The running desk does it once a day by itself."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from checker.desk.accounts import audit_log, sign_in_links
from checker.desk.accounts.browser_sessions import delete_listed_sessions
from checker.desk.api.tokens import delete_expired_tokens
from checker.desk.guide.view_counter import delete_expired_views
from checker.desk.incidents.detection import delete_old_incidents
from checker.desk.job_lock import job_lock
from checker.desk.notify.sending import delete_old_messages
from checker.desk.privacy.group_erasure import erase_overdue_groups
from checker.desk.privacy.overwriting import overwrite_deleted
from checker.desk.purchase.manager_links import delete_expired_manager_links
from checker.desk.purchase.reported_needs import delete_old_purchases
from checker.desk.reports.retention import delete_expired_reports
from checker.desk.results.day_results import count_days, delete_old_results
from checker.desk.throttle import rate_limit

log = logging.getLogger("checker.desk.purge")


class Command(BaseCommand):
    """Counts only in the log: no report, no customer is named."""

    help = "Deletes reports, refused uploads, sign-in links, sessions and counters whose time is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--vacuum", action="store_true", help="write the database anew, without free space; nothing is stored then"
        )

    def handle(self, *args: Any, vacuum: bool = False, **options: Any) -> None:
        with job_lock("purge") as is_ours:
            if is_ours:
                self._purge(vacuum=vacuum)
            else:
                self.stdout.write("another desk is at it")

    def _purge(self, *, vacuum: bool) -> None:
        count_days()  # before what is counted goes
        deleted = delete_expired_reports()
        deleted["cases without own words"] = erase_overdue_groups()
        deleted["sign-in links"] = sign_in_links.delete_expired_links()
        deleted["log entries"] = audit_log.delete_expired_entries()
        deleted["counters"] = rate_limit.delete_expired_tallies()
        deleted["purchases"] = delete_old_purchases()
        deleted["links for managers"] = delete_expired_manager_links()
        deleted["messages"] = delete_old_messages()
        deleted["results"] = delete_old_results()
        deleted["incidents"] = delete_old_incidents()
        deleted["counts of views"] = delete_expired_views()
        deleted["sessions"] = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
        deleted["tokens"] = delete_expired_tokens()
        deleted["listed sessions"] = delete_listed_sessions()
        overwrite_deleted(vacuum=vacuum)
        summary = ", ".join(f"{count} {label}" for label, count in deleted.items())
        log.info("deleted: %s", summary)
        self.stdout.write(f"deleted: {summary}")
