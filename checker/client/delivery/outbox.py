"""Reports on their way, kept until the desk has them. Where nothing can be written, they are kept in memory."""

import contextlib
import datetime
import threading
from collections.abc import Iterator

import msgspec

from checker.client.delivery.delivery_state import DeliveryStage, DeliveryState
from checker.client.delivery.queued_report import QueuedReport
from checker.client.delivery.storage.file_lock import try_lock
from checker.client.delivery.storage.report_store import ReportStore
from checker.client.desk_api import UNENCRYPTED, is_secure_url
from checker.client.environment.data_directory import DataDirectory, storage_refusal
from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.failure import OperationFailed, Refusal
from checker.model.privacy import SENT_COPY_DAYS
from checker.model.profile import Profile
from checker.model.report import Report

RETENTION_DAYS = SENT_COPY_DAYS
"""A delivered report is the employee's own copy so long; one that is not delivered stays until it is withdrawn."""

NO_DESK = Refusal(
    kind="no-desk",
    de="In diesem Profil steht keine IT-Firma, die Berichte annimmt. Speichern Sie den Bericht mit „Als Datei "
    "speichern“, wenn Sie ihn weitergeben möchten.",
    en="This profile names no IT firm that accepts reports. Save the report with “Save as file” if you want to pass it "
    "on.",
)
WITHDRAWN = Refusal(kind="withdrawn", de="Der Bericht wurde zurückgezogen.", en="The report was withdrawn.")


class Outbox:
    """Safe to use from several threads and several processes."""

    def __init__(self, data_directory: DataDirectory) -> None:
        self._store = ReportStore(data_directory)
        self._lock = threading.RLock()
        self._bodies: dict[str, bytes] = {}
        self._states: dict[str, DeliveryState] = {}
        self._secrets: dict[str, str] = {}
        self._storage_refusals: dict[str, Refusal] = {}

    def put(self, report: Report, enrolment: str, secret: str = "") -> QueuedReport:
        """Keeps a report for sending. The same one twice is one, and what was stopped is tried again.

        `secret`: what opens the report at the desk; it never leaves this PC but to ask the desk about the report. The
        employee has agreed (`consent.send`), and the enrolment is not inside the report: ValueError otherwise.
        A report that nobody could accept is stopped at once; one that cannot be written stays in memory.
        """
        if not report.consent.send or report.profile.enrolment:
            raise ValueError("not agreed to, or with the enrolment inside")
        url = report.profile.firm.desk_url if report.profile.firm else ""
        refusal = NO_DESK if not url else None if is_secure_url(url) else UNENCRYPTED
        with self._lock:
            existing = self.queued_report(report.id)
            state = existing.state if existing else DeliveryState(queued=datetime.datetime.now(datetime.UTC))
            if state.receipt is None:
                state = msgspec.structs.replace(state, enrolment=enrolment, refusal=refusal, next_try=None)
            self._bodies[report.id], self._states[report.id] = to_json(report), state
            self._secrets[report.id] = secret
            self._persist(report.id)
            return self._load(report.id)

    def queued_reports(self) -> list[QueuedReport]:
        """Every report, the oldest first. Damaged files are moved aside here, and block no other."""
        with self._lock:
            queued_reports = [self._load(report_id) for report_id in self._store.report_ids() | set(self._bodies)]
        return sorted(queued_reports, key=lambda queued: (queued.state.queued, queued.id))

    def queued_report(self, report_id: str) -> QueuedReport | None:
        """One report as it stands now, or None where there is none."""
        with self._lock:
            exists = report_id in self._bodies or self._store.has(report_id)
            return self._load(report_id) if exists else None

    def body(self, report_id: str) -> bytes:
        """The report's bytes as they are sent. Raises OperationFailed."""
        with self._lock:
            return self._bodies[report_id] if report_id in self._bodies else self._store.body(report_id)

    def report(self, report_id: str) -> Report:
        """The report. Raises OperationFailed, or Unreadable for a damaged file."""
        return report_from_json(self.body(report_id))

    def secret(self, report_id: str) -> str:
        """What opens the report at the desk; empty where an older program sent it."""
        with self._lock:
            return self._secrets[report_id] if report_id in self._bodies else self._store.secret(report_id)

    def save_state(self, report_id: str, state: DeliveryState) -> None:
        """Keeps a new state. On a full disk it counts at least until the program ends."""
        with self._lock:
            self._states[report_id] = state
            self._persist(report_id)

    @contextlib.contextmanager
    def lock_report(self, report_id: str) -> Iterator[bool]:
        """Whether this process has the report for itself inside the block: nobody else sends it meanwhile."""
        with self._lock:
            is_in_memory = report_id in self._bodies
        if is_in_memory:
            yield True
            return
        with try_lock(self._store.body_file(report_id)) as is_locked:
            yield is_locked

    def withdraw(self, report_id: str) -> bool:
        """Deletes a report that shall not be sent after all. False while it is just being sent.

        Raises OperationFailed.
        """
        with self.lock_report(report_id) as is_locked:
            if not is_locked:
                return self.queued_report(report_id) is None
            existing = self.queued_report(report_id)
            if existing is not None and existing.stage is DeliveryStage.WAITING:
                self.save_state(report_id, msgspec.structs.replace(existing.state, refusal=WITHDRAWN))
        self.delete(report_id)
        return True

    def delete(self, report_id: str) -> None:
        """Deletes a report of which nothing is to be sent any more, with all that lies beside it.

        Raises OperationFailed.
        """
        with self._lock:
            for table in (self._bodies, self._states, self._secrets, self._storage_refusals):
                table.pop(report_id, None)
            self._store.delete(report_id)

    def renew_enrolment(self, profile: Profile) -> None:
        """A profile with a new enrolment: reports of the same customer use it, also those refused for the old one."""
        for queued in self.queued_reports():
            if queued.stage is DeliveryStage.DELIVERED or not self._belongs_to(queued.id, profile):
                continue
            with self.lock_report(queued.id) as is_locked:
                current = self.queued_report(queued.id)
                if is_locked and current is not None and current.state.enrolment != profile.enrolment:
                    self.save_state(queued.id, _with_enrolment(current.state, profile.enrolment))

    def delete_expired(self, now: datetime.datetime) -> None:
        """Deletes delivered reports after their days, and what a crash left behind."""
        for queued in self.queued_reports():
            receipt = queued.state.receipt
            if receipt is not None and now - receipt.received > datetime.timedelta(days=RETENTION_DAYS):
                with contextlib.suppress(OperationFailed):
                    self.delete(queued.id)
        self._store.delete_leftovers(now)

    def pop_damage_refusal(self) -> Refusal | None:
        """Says once that files were damaged and moved aside; None when there is nothing new to say."""
        with self._lock:
            return self._store.pop_damage_refusal()

    def _load(self, report_id: str) -> QueuedReport:
        state = self._states[report_id] if report_id in self._states else self._store.state(report_id)
        return QueuedReport(id=report_id, state=state, storage_refusal=self._storage_refusals.get(report_id))

    def _persist(self, report_id: str) -> None:
        """Writes what is in memory only, and lets go of it; leaves it there when that fails."""
        try:
            if report_id in self._bodies:
                secret = self._secrets[report_id]
                self._store.add(report_id, self._bodies[report_id], self._states[report_id], secret)
            else:
                self._store.save_state(report_id, self._states[report_id])
        except OperationFailed as failed:
            if report_id in self._bodies:
                self._storage_refusals[report_id] = storage_refusal(failed.failure)
            return
        for table in (self._bodies, self._states, self._secrets, self._storage_refusals):
            table.pop(report_id, None)

    def _belongs_to(self, report_id: str, profile: Profile) -> bool:
        if not profile.enrolment or profile.firm is None:
            return False
        try:
            report_profile = self.report(report_id).profile
        except (OperationFailed, Unreadable):
            return False
        return (
            report_profile.code == profile.code
            and report_profile.firm is not None
            and report_profile.firm.desk_url == profile.firm.desk_url
        )


def _with_enrolment(state: DeliveryState, enrolment: str) -> DeliveryState:
    refusal = state.refusal
    if refusal is not None and refusal.kind.startswith("enrolment-"):
        refusal = None
    return msgspec.structs.replace(state, enrolment=enrolment, refusal=refusal, next_try=None, asked=False)
