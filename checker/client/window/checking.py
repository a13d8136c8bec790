"""Runs checks for the window: all of them, or the one behind a finding. One run at a time."""

from PySide6.QtCore import QObject, Signal

from checker.checks.registry import check as known_check
from checker.client.session import Session
from checker.client.window.arrange import Rechecked, check_of, recheck
from checker.client.window.bridge import Bridge
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.privacy import Group
from checker.run.events import AllEnded
from checker.run.runner import Runner


class Checking(QObject):
    """`finished` when all checks are over; `finished_again` carries the finding whose check ran again."""

    finished = Signal()
    finished_again = Signal(object)

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._session = session
        self._bridge = bridge
        self._runner: Runner | None = None
        self.finding: Finding | None = None
        self.rechecked: dict[str, Rechecked] = {}

    @property
    def busy(self) -> bool:
        """Whether a run is not over yet."""
        return self._runner is not None

    def start(self) -> tuple[str, ...]:
        """Begins with all checks, and names them. Raises Unreadable."""
        self.finding = None
        self.rechecked = {}
        planned = self._session.plan()
        self._start(())
        return (*(one.check.name for one in planned.planned), *(one.check for one in planned.left_out))

    def start_again(self, finding: Finding) -> None:
        """Begins with the check behind this finding alone. Raises Unreadable."""
        self.finding = finding
        self._session.want(check_of(finding))
        self._start((check_of(finding),))

    def allow_for(self, finding: Finding) -> None:
        """The employee now allows what this finding's check reads."""
        wanted = set(known_check(check_of(finding)).groups) | set(self._session.allowed)
        self._session.allow(group for group in Group if group in wanted)

    def cancel(self) -> None:
        """Ends the run; what it saw is kept, except when it only was to check again."""
        if self._runner is not None:
            self._runner.cancel()

    def over(self, event: AllEnded) -> None:
        """Takes the measurements of the run."""
        self._runner = None
        before, self.finding = self.finding, None
        if before is None:
            self._session.take(event.measurements)
            self.finished.emit()
            return
        if all(one.outcome is not Outcome.CANCELLED for one in event.measurements):
            self._session.take(event.measurements)
            self._compare(before)
        self.finished_again.emit(before)

    def take(self, before: Finding, measurement: Measurement) -> None:
        """What was measured in another way for this finding."""
        self._session.take([measurement])
        self._compare(before)
        self.finished_again.emit(before)

    def _start(self, only: tuple[str, ...]) -> None:
        self._runner = self._session.runner(self._bridge.post, only)
        self._runner.start()

    def _compare(self, before: Finding) -> None:
        """Only the newest comparison of a check stands."""
        check = check_of(before)
        self.rechecked = {key: one for key, one in self.rechecked.items() if check_of(one.before) != check}
        self.rechecked[before.key] = recheck(before, self._session.report.findings)
