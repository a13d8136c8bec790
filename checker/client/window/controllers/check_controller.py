"""Runs checks for the window: all of them, the one behind a finding, or that of a device. One run at a time."""

from PySide6.QtCore import QObject, Signal

from checker.checks.registry import check as registered_check
from checker.client.session import Session
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.pages.result.card_groups import RecheckResult, compare_recheck
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.privacy import DataGroup
from checker.model.verdict import sort_by_severity
from checker.run.events import AllChecksEnded
from checker.run.runner import Runner
from checker.show.findings import affected_check


class CheckController(QObject):
    """`finished` when all checks are over; `recheck_finished` carries the finding whose check ran again.

    `device_check_finished` carries the check of the device that was chosen, and whether it was cancelled.
    """

    finished = Signal()
    recheck_finished = Signal(object)
    device_check_finished = Signal(str, bool)

    def __init__(self, session: Session, bridge: EventBridge) -> None:
        super().__init__(bridge)
        self._session = session
        self._bridge = bridge
        self._runner: Runner | None = None
        self.finding: Finding | None = None
        self.device = ""
        self.recheck_results: dict[str, RecheckResult] = {}

    @property
    def busy(self) -> bool:
        """Whether a run is not over yet."""
        return self._runner is not None

    @property
    def is_recheck(self) -> bool:
        """Whether one check runs again, and not all of them."""
        return self.finding is not None or bool(self.device)

    def planned(self) -> tuple[str, ...]:
        """The checks that `start` runs or leaves out. Raises Unreadable."""
        plan = self._session.plan()
        return (*(entry.check.name for entry in plan.planned), *(entry.check for entry in plan.left_out))

    def start(self) -> None:
        """Begins with all checks. Raises Unreadable."""
        self.finding, self.device = None, ""
        self.recheck_results = {}
        self._start(())

    def start_recheck(self, finding: Finding) -> None:
        """Begins with the check behind this finding alone. Raises Unreadable."""
        self.finding = finding
        self._session.undo_decline(affected_check(finding))
        self._start((affected_check(finding),))

    def start_device_check(self, check: str) -> None:
        """Begins with this check alone, because another device is to be tried. Raises Unreadable."""
        self.device = check
        self._session.undo_decline(check)
        self._start((check,))

    def allow_for(self, finding: Finding) -> None:
        """The employee now allows what this finding's check reads."""
        groups = set(registered_check(affected_check(finding)).groups) | set(self._session.allowed)
        self._session.allow(group for group in DataGroup if group in groups)

    def cancel(self) -> None:
        """Ends the run; what it saw is kept, except when it only was to check again."""
        if self._runner is not None:
            self._runner.cancel()

    def on_run_ended(self, event: AllChecksEnded) -> None:
        """Takes the measurements of the run."""
        self._runner = None
        before, self.finding = self.finding, None
        device, self.device = self.device, ""
        cancelled = any(measurement.outcome is Outcome.CANCELLED for measurement in event.measurements)
        if device:
            self._take_device(device, () if cancelled else event.measurements)
            self.device_check_finished.emit(device, cancelled)
        elif before is None:
            self._session.add_measurements(event.measurements)
            self.finished.emit()
        else:
            if not cancelled:
                self._session.add_measurements(event.measurements)
                self._compare(before)
            self.recheck_finished.emit(before)

    def take_measurement(self, before: Finding, measurement: Measurement) -> None:
        """What was measured in another way for this finding."""
        self._session.add_measurements([measurement])
        self._compare(before)
        self.recheck_finished.emit(before)

    def _take_device(self, check: str, measurements: tuple[Measurement, ...]) -> None:
        """What stood in the way with the device before is compared; what was well there is of no interest."""
        findings = sort_by_severity(self._session.report.findings)
        worst = next((finding for finding in findings if affected_check(finding) == check), None)
        if measurements:
            self._session.add_measurements(measurements)
            if worst is not None and worst.level in (Level.BLOCKER, Level.WARNING, Level.UNKNOWN):
                self._compare(worst)

    def _start(self, only: tuple[str, ...]) -> None:
        self._runner = self._session.runner(self._bridge.post, only)
        self._runner.start()

    def _compare(self, before: Finding) -> None:
        """Only the newest comparison of a check stands."""
        check = affected_check(before)
        self.recheck_results = {
            key: result for key, result in self.recheck_results.items() if affected_check(result.before) != check
        }
        self.recheck_results[before.key] = compare_recheck(before, self._session.report.findings)
