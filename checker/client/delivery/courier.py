"""Brings the outbox to the desk: one thread, one report after the other, until the desk has or refuses each."""

import datetime
import logging
import random
import threading
from collections.abc import Callable

from checker.client.delivery.letter import Letter
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.state import Stage, after
from checker.client.delivery.upload import upload
from checker.client.window.delivery import Sending
from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed
from checker.model.profile import Profile
from checker.model.report import Report
from checker.net.net import Net

HELD_ELSEWHERE_S = 5.0
"""Wait before looking again at a report that another process is just sending."""
LOOK_S = 60.0
"""The outbox is looked at so often, whatever the clock was set to meanwhile."""

log = logging.getLogger(__name__)


class Courier:
    """Every method may be called from any thread; listeners are called from the courier's, or from the caller's."""

    def __init__(self, outbox: Outbox, net: Net, *, draw: Callable[[], float] = random.random) -> None:
        self.outbox = outbox
        self._net = net
        self._draw = draw
        self._listeners: list[Callable[[Sending], None]] = []
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._afresh = True
        self._order = threading.RLock()
        self._thread: threading.Thread | None = None

    def listen(self, told: Callable[[Sending], None]) -> None:
        """`told` hears every change from now on, from another thread."""
        self._listeners.append(told)

    def start(self) -> None:
        """Begins to send, with what an earlier run of the program left first."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="courier", daemon=True)
            self._thread.start()

    def stop(self, wait_s: float = 0.0) -> None:
        """Begins no further attempt, and waits so long for the one under way. The next start goes on."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None and wait_s > 0:
            self._thread.join(wait_s)

    def submit(self, report: Report, enrolment: str) -> None:
        """Keeps the report and begins to send it. ValueError where nobody agreed to that."""
        with self._order:
            self._say(self.outbox.put(report, enrolment))
        self._wake.set()

    def try_now(self) -> None:
        """Tries every waiting report now, unless the desk itself asked to wait."""
        self._afresh = True
        self._wake.set()

    def withdraw(self, report_id: str) -> bool:
        """Deletes a report that shall not be sent after all. False while it is just being sent.

        Raises OperationFailed.
        """
        return self.outbox.withdraw(report_id)

    def renew(self, profile: Profile) -> None:
        """Uses a new profile's enrolment for reports of the same customer that wait or were refused for the old one."""
        self.outbox.renew(profile)
        self.try_now()

    def waiting(self) -> int:
        """How many reports are kept and not sent yet."""
        return sum(letter.stage is Stage.WAITING for letter in self.outbox.letters())

    def once(self, afresh: bool = False) -> float:
        """Tries every report that is due, once. Seconds until the next is."""
        for letter in self.outbox.letters():
            if self._stop.is_set():
                break
            if letter.delivery.due(_now(), afresh):
                self._attempt(letter.id, afresh)
        now = _now()
        waits = [letter.delivery for letter in self.outbox.letters() if letter.stage is Stage.WAITING]
        return min((state.wait_s(now) or HELD_ELSEWHERE_S for state in waits), default=LOOK_S)

    def _work(self) -> None:
        self.outbox.tidy(_now())
        while True:
            self._wake.clear()
            if self._stop.is_set():
                return
            afresh, self._afresh = self._afresh, False
            wait_s = self.once(afresh)
            self._wake.wait(min(wait_s, LOOK_S))

    def _attempt(self, report_id: str, afresh: bool) -> None:
        with self.outbox.held(report_id) as ours:
            letter = self.outbox.letter(report_id) if ours else None
            if letter is None or not letter.delivery.due(_now(), afresh):
                return
            try:
                body, report = self.outbox.body(report_id), self.outbox.report(report_id)
            except (OperationFailed, Unreadable):
                return
            with self._order:  # what is being sent was first said to be waiting
                self._say(Letter(id=report_id, delivery=letter.delivery, sending=True, unkept=letter.unkept))
            url = report.profile.firm.desk_url if report.profile.firm else ""
            outcome = upload(self._net, url, report_id, body, letter.delivery.enrolment)
            newest = self.outbox.letter(report_id) or letter
            self.outbox.note(report_id, after(newest.delivery, outcome, _now(), self._draw()))
        tried = self.outbox.letter(report_id)
        if tried is not None:
            log.info("report %s: %s after %s tries", report_id[:8], tried.stage.value, tried.delivery.tried)
            self._say(tried)

    def _say(self, letter: Letter) -> None:
        sending = Sending(
            report=letter.id,
            said=letter.said(_now()),
            over=letter.over,
            receipt=letter.delivery.receipt,
            kept=letter.unkept is None,
        )
        for told in tuple(self._listeners):
            told(sending)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
