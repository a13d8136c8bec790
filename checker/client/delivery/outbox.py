"""Reports on their way, kept until the desk has them. Where nothing can be written, they are kept in memory."""

import contextlib
import datetime
import threading
from collections.abc import Iterator

import msgspec

from checker.client.delivery.letter import Letter
from checker.client.delivery.lock import alone
from checker.client.delivery.state import Delivery, Stage
from checker.client.delivery.store import Store
from checker.client.desk import UNENCRYPTED, secret_way
from checker.client.places import Places, said_of
from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.failure import OperationFailed, Refusal
from checker.model.profile import Profile
from checker.model.report import Report

KEPT_DAYS = 30
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

    def __init__(self, places: Places) -> None:
        self._store = Store(places)
        self._guard = threading.RLock()
        self._bodies: dict[str, bytes] = {}
        self._states: dict[str, Delivery] = {}
        self._unkept: dict[str, Refusal] = {}

    def put(self, report: Report, enrolment: str) -> Letter:
        """Keeps a report for sending. The same one twice is one, and what was stopped is tried again.

        The employee has agreed (`consent.send`), and the enrolment is not inside the report: ValueError otherwise.
        A report that nobody could accept is stopped at once; one that cannot be written stays in memory.
        """
        if not report.consent.send or report.profile.enrolment:
            raise ValueError("not agreed to, or with the enrolment inside")
        url = report.profile.firm.desk_url if report.profile.firm else ""
        refusal = NO_DESK if not url else None if secret_way(url) else UNENCRYPTED
        with self._guard:
            known = self.letter(report.id)
            state = known.delivery if known else Delivery(queued=datetime.datetime.now(datetime.UTC))
            if state.receipt is None:
                state = msgspec.structs.replace(state, enrolment=enrolment, refusal=refusal, next_try=None)
            self._bodies[report.id], self._states[report.id] = to_json(report), state
            self._keep(report.id)
            return self._letter(report.id)

    def letters(self) -> list[Letter]:
        """Every report, the oldest first. Damaged files are moved aside here, and block no other."""
        with self._guard:
            letters = [self._letter(name) for name in self._store.names() | set(self._bodies)]
        return sorted(letters, key=lambda letter: (letter.delivery.queued, letter.id))

    def letter(self, report_id: str) -> Letter | None:
        """One report as it stands now, or None where there is none."""
        with self._guard:
            known = report_id in self._bodies or self._store.has(report_id)
            return self._letter(report_id) if known else None

    def body(self, report_id: str) -> bytes:
        """The report's bytes as they are sent. Raises OperationFailed."""
        with self._guard:
            return self._bodies[report_id] if report_id in self._bodies else self._store.body(report_id)

    def report(self, report_id: str) -> Report:
        """The report. Raises OperationFailed, or Unreadable for a damaged file."""
        return report_from_json(self.body(report_id))

    def note(self, report_id: str, delivery: Delivery) -> None:
        """Keeps a new state. On a full disk it counts at least until the program ends."""
        with self._guard:
            self._states[report_id] = delivery
            self._keep(report_id)

    @contextlib.contextmanager
    def held(self, report_id: str) -> Iterator[bool]:
        """Whether this process has the report for itself inside the block: nobody else sends it meanwhile."""
        with self._guard:
            in_memory = report_id in self._bodies
        if in_memory:
            yield True
            return
        with alone(self._store.body_file(report_id)) as ours:
            yield ours

    def withdraw(self, report_id: str) -> bool:
        """Deletes a report that shall not be sent after all. False while it is just being sent.

        Raises OperationFailed.
        """
        with self.held(report_id) as ours:
            if not ours:
                return self.letter(report_id) is None
            known = self.letter(report_id)
            if known is not None and known.stage is Stage.WAITING:
                self.note(report_id, msgspec.structs.replace(known.delivery, refusal=WITHDRAWN))
        self._forget(report_id)
        return True

    def renew(self, profile: Profile) -> None:
        """A profile with a new enrolment: reports of the same customer use it, also those refused for the old one."""
        for letter in self.letters():
            if letter.stage is Stage.DELIVERED or not self._is_of(letter.id, profile):
                continue
            with self.held(letter.id) as ours:
                known = self.letter(letter.id)
                if ours and known is not None and known.delivery.enrolment != profile.enrolment:
                    self.note(letter.id, _renewed(known.delivery, profile.enrolment))

    def tidy(self, now: datetime.datetime) -> None:
        """Deletes delivered reports after their days, and what a crash left behind."""
        for letter in self.letters():
            receipt = letter.delivery.receipt
            if receipt is not None and now - receipt.received > datetime.timedelta(days=KEPT_DAYS):
                with contextlib.suppress(OperationFailed):
                    self._forget(letter.id)
        self._store.sweep(now)

    def damaged(self) -> Refusal | None:
        """Says once that files were damaged and moved aside; None when there is nothing new to say."""
        with self._guard:
            return self._store.damaged()

    def _letter(self, name: str) -> Letter:
        state = self._states[name] if name in self._states else self._store.state(name)
        return Letter(id=name, delivery=state, unkept=self._unkept.get(name))

    def _keep(self, name: str) -> None:
        """Writes what is in memory only, and lets go of it; leaves it there when that fails."""
        try:
            if name in self._bodies:
                self._store.add(name, self._bodies[name], self._states[name])
            else:
                self._store.note(name, self._states[name])
        except OperationFailed as failed:
            if name in self._bodies:
                self._unkept[name] = said_of(failed.failure)
            return
        for kept in (self._bodies, self._states, self._unkept):
            kept.pop(name, None)

    def _forget(self, name: str) -> None:
        with self._guard:
            for kept in (self._bodies, self._states, self._unkept):
                kept.pop(name, None)
            self._store.forget(name)

    def _is_of(self, name: str, profile: Profile) -> bool:
        if not profile.enrolment or profile.firm is None:
            return False
        try:
            sent = self.report(name).profile
        except (OperationFailed, Unreadable):
            return False
        return sent.code == profile.code and sent.firm is not None and sent.firm.desk_url == profile.firm.desk_url


def _renewed(delivery: Delivery, enrolment: str) -> Delivery:
    refusal = delivery.refusal
    if refusal is not None and refusal.kind.startswith("enrolment-"):
        refusal = None
    return msgspec.structs.replace(delivery, enrolment=enrolment, refusal=refusal, next_try=None, asked=False)
