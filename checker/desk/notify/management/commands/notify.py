"""desk notify: tells new cases by mail and webhook. The running desk does it twice a minute once a channel is there."""

from typing import Any

from django.core.management.base import BaseCommand

from checker.desk.notify.channels import mark_channels
from checker.desk.notify.queueing import queue_new_cases
from checker.desk.notify.sending import send_due


class Command(BaseCommand):
    """Numbers only: no case, no address is named."""

    help = "Queues messages about new cases, and sends those whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        mark_channels()  # where several desks share a database, a channel may have been made at another one
        queued = queue_new_cases()
        numbers = send_due()
        summary = ", ".join(f"{number} {label}" for label, number in {"queued": queued, **numbers}.items())
        self.stdout.write(summary)
