"""Brings the outbox to the desk: one thread, one report after the other, until the desk has or refuses each."""

import datetime
import logging
import random
import threading
from collections.abc import Callable

from checker.client.delivery.delivery_state import DeliveryStage, next_state
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.queued_report import QueuedReport
from checker.client.delivery.sent_reports import SentReports
from checker.client.delivery.upload import upload
from checker.client.delivery.upload_outcome import RetryReason
from checker.client.ports.report_delivery import SendStatus
from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed
from checker.model.profile import Profile
from checker.model.report import Report
from checker.net.net import Net

LOCKED_RETRY_S = 5.0
"""Wait before looking again at a report that another process is just sending."""
POLL_S = 60.0
"""The outbox is looked at so often, whatever the clock was set to meanwhile."""

log = logging.getLogger(__name__)


class UploadWorker:
    """Every method may be called from any thread; listeners are called from the courier's, or from the caller's."""

    def __init__(self, outbox: Outbox, net: Net, *, jitter: Callable[[], float] = random.random) -> None:
        self.outbox = outbox
        self.sent = SentReports(outbox, net)
        self._net = net
        self._jitter = jitter
        self._listeners: list[Callable[[SendStatus], None]] = []
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._skip_backoff = True
        self._publish_lock = threading.RLock()
        self._thread: threading.Thread | None = None

    def listen(self, listener: Callable[[SendStatus], None]) -> None:
        """`listener` hears every change from now on, from another thread."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begins to send, with what an earlier run of the program left first."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
            self._thread.start()

    def stop(self, wait_s: float = 0.0) -> None:
        """Begins no further attempt, and waits so long for the one under way. The next start goes on."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None and wait_s > 0:
            self._thread.join(wait_s)

    def submit(self, report: Report, enrolment: str, secret: str = "") -> None:
        """Keeps the report, with what opens it at the desk, and begins to send it.

        ValueError where nobody agreed to that.
        """
        with self._publish_lock:
            self._publish(self.outbox.put(report, enrolment, secret))
        self._wake.set()

    def try_now(self) -> None:
        """Tries every waiting report now, unless the desk itself asked to wait."""
        self._skip_backoff = True
        self._wake.set()

    def withdraw(self, report_id: str) -> bool:
        """Deletes a report that shall not be sent after all. False while it is just being sent.

        Raises OperationFailed.
        """
        return self.outbox.withdraw(report_id)

    def renew_enrolment(self, profile: Profile) -> None:
        """Uses a new profile's enrolment for reports of the same customer that wait or were refused for the old one."""
        self.outbox.renew_enrolment(profile)
        self.try_now()

    def waiting(self) -> int:
        """How many reports are kept and not sent yet."""
        return sum(queued.stage is DeliveryStage.WAITING for queued in self.outbox.queued_reports())

    def upload_due(self, skip_backoff: bool = False) -> float:
        """Tries every report that is due, once. Seconds until the next is."""
        for queued in self.outbox.queued_reports():
            if self._stop.is_set():
                break
            if queued.state.is_due(_now(), skip_backoff):
                self._attempt(queued.id, skip_backoff)
        now = _now()
        waits = [queued.state for queued in self.outbox.queued_reports() if queued.stage is DeliveryStage.WAITING]
        return min((state.wait_s(now) or LOCKED_RETRY_S for state in waits), default=POLL_S)

    def _run(self) -> None:
        self.outbox.delete_expired(_now())
        while True:
            self._wake.clear()
            if self._stop.is_set():
                return
            skip_backoff, self._skip_backoff = self._skip_backoff, False
            wait_s = self.upload_due(skip_backoff)
            self._wake.wait(min(wait_s, POLL_S))

    def _attempt(self, report_id: str, skip_backoff: bool) -> None:
        with self.outbox.lock_report(report_id) as is_locked:
            queued = self.outbox.queued_report(report_id) if is_locked else None
            if queued is None or not queued.state.is_due(_now(), skip_backoff):
                return
            try:
                body, report = self.outbox.body(report_id), self.outbox.report(report_id)
            except (OperationFailed, Unreadable):
                return
            with self._publish_lock:  # what is being sent was first said to be waiting
                self._publish(
                    QueuedReport(
                        id=report_id, state=queued.state, is_sending=True, storage_refusal=queued.storage_refusal
                    )
                )
            url = report.profile.firm.desk_url if report.profile.firm else ""
            outcome = upload(self._net, url, report_id, body, queued.state.enrolment)
            current = self.outbox.queued_report(report_id) or queued
            self.outbox.save_state(report_id, next_state(current.state, outcome, _now(), self._jitter()))
        updated = self.outbox.queued_report(report_id)
        if updated is not None:
            log.info("report %s: %s after %s tries", report_id[:8], updated.stage.value, updated.state.tried)
            self._publish(updated)

    def _publish(self, queued: QueuedReport) -> None:
        status = SendStatus(
            report=queued.id,
            message=queued.status_text(_now()),
            is_final=queued.is_final,
            is_sending=queued.is_sending or queued.state.reason is None,
            waits_for_internet=queued.state.reason in (RetryReason.INTERNET, RetryReason.PORTAL),
            receipt=queued.state.receipt,
            is_stored=queued.storage_refusal is None,
        )
        for listener in tuple(self._listeners):
            listener(status)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
