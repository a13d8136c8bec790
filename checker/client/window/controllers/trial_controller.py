"""Runs what the employee tries with the devices, and what follows from it. Qt thread only."""

import msgspec
from PySide6.QtCore import QObject, Signal

from checker.checks.context import LiveSample, Progress
from checker.client.session import Session
from checker.client.trials import digit_answer
from checker.client.trials.device_choice import DeviceChoice, device_choice, device_selections
from checker.client.trials.device_trial import DeviceTrial, allowed_trials, helpful_trials, question_trial
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.controllers.check_controller import CheckController
from checker.client.window.controllers.device_watcher import (
    DeviceWatchEnded,
    DeviceWatcher,
    PluggedDevices,
    new_devices,
)
from checker.client.window.controllers.part_player import PartEnded, PartPlayer
from checker.client.window.pages.result_page import ResultPage
from checker.client.window.translation import tr
from checker.model.measurement import Measurement, Outcome
from checker.model.verdict import sort_by_severity
from checker.show.findings import affected_check, describe_finding


class TrialController(QObject):
    """`measured` carries the check about which something new is known."""

    measured = Signal(str)

    def __init__(
        self, session: Session, bridge: EventBridge, check_controller: CheckController, result: ResultPage
    ) -> None:
        super().__init__(bridge)
        self._session = session
        self._check_controller = check_controller
        self._page = result
        self.player = PartPlayer(session, bridge)
        self.watcher = DeviceWatcher(session, bridge)
        self._expected_digit: float | None = None
        self._answers: list[int | None] = []
        self._digit_measurement: Measurement | None = None
        self._previous_device: tuple[str, str] | None = None
        self._plugged_names: dict[str, tuple[str, ...]] = {}
        trial_panel = result.trial_panel
        trial_panel.answered.connect(self._take_answer)
        trial_panel.device_chosen.connect(self.choose_device)

    @property
    def busy(self) -> bool:
        """Whether a device is being tried or checked."""
        return self.player.busy or self._check_controller.busy

    def offer(self) -> None:
        """What can be tried, and with which devices, as the report knows them."""
        self._page.trial_panel.offer(
            helpful_trials(self._session.allowed, self._session.report.findings),
            {check: self._devices(check) for check in device_selections()},
        )

    def start_trial(self, trial: DeviceTrial) -> None:
        """Begins, where nothing else runs."""
        if self.busy or trial not in allowed_trials(self._session.allowed):
            return
        self._previous_device = None
        self._start_trial(trial)

    def take_puzzle(self, check: str, event: Progress | LiveSample) -> bool:
        """Whether it was about the digit that is played, and so for nobody else."""
        number = digit_answer.expected_number(event)
        if number is None or not isinstance(event, LiveSample):
            return False
        if question_trial(check) is not None and self.player.busy:
            self._expected_digit = number  # it goes no further than this object
            self._page.trial_panel.show_question(event.kind)
        return True

    def on_trial_ended(self, event: PartEnded) -> None:
        """A trial is over."""
        question = question_trial(event.check)
        counts = question is not None and event.part == question.part and event.outcome is Outcome.DONE
        needs_answer = counts and self._expected_digit is not None
        self._page.end_trial(event.outcome, event.reported_failure if not counts else None, needs_answer=needs_answer)
        if counts:
            self._digit_measurement = event.measurement()
            self._conclude()
        else:
            self._restore_device()

    def choose_device(self, check: str, device: str) -> None:
        """This device from now on; it is checked at once. Empty: what the system uses."""
        if self.busy:
            return
        self._previous_device = check, self._session.devices.get(check, "")
        self._session.choose_device(check, device)
        question = question_trial(check)
        if question is not None and device:
            self._start_trial(question)
            return
        self._reset_answer()
        self._check_controller.start_device_check(check)
        self._page.begin_device_check(check)

    def on_device_checked(self, check: str, *, cancelled: bool) -> None:
        """The check of a chosen device is over, and the report shown anew."""
        if cancelled:
            self._restore_device()
        self._page.show_device_result(check, tr("Abgebrochen.") if cancelled else self._worst_finding_text(check))

    def stop(self) -> None:
        """The page is left: nothing is tried or asked there any more."""
        self.player.stop()
        self.watcher.stop()
        self._reset_answer()
        self._page.trial_panel.question.hide_question()

    def on_plugged(self, event: PluggedDevices) -> None:
        """Devices came or went."""
        trial_panel = self._page.trial_panel
        chooser = trial_panel.choosers[event.check]
        new = new_devices(chooser.names, event.names)
        self._plugged_names[event.check] = event.names
        chooser.offer(self._devices(event.check))
        if event.change is not None:
            trial_panel.device_changes.show_change(event.check, event.change, new[0] if new else "")

    def on_watch_ended(self, event: DeviceWatchEnded) -> None:
        """A look-out is over."""
        self.watcher.on_ended(event)

    def _devices(self, check: str) -> DeviceChoice:
        """As the report knows them, unless it is known by now what is plugged in."""
        reported = device_choice(self._session.report, check)
        return msgspec.structs.replace(reported, names=self._plugged_names.get(check, reported.names))

    def _take_answer(self, answer: int | None) -> None:
        self._answers = [answer]
        self._conclude()

    def _conclude(self) -> None:
        """The digit was played and named, or could not be played at all: the findings are judged again."""
        if self._digit_measurement is None or (self._expected_digit is not None and not self._answers):
            return
        measurement = self._digit_measurement
        if self._expected_digit is not None:
            measurement = digit_answer.with_answer(measurement, self._expected_digit, self._answers[0])
        self._reset_answer()
        self._session.add_measurements([measurement])
        self.measured.emit(measurement.check)
        self._page.show_device_result(measurement.check, self._worst_finding_text(measurement.check))

    def _start_trial(self, trial: DeviceTrial) -> None:
        self._reset_answer()
        self.player.start(trial.check, trial.part)
        self._page.begin_trial(trial)

    def _restore_device(self) -> None:
        """A device that was chosen and not checked is not used either."""
        if self._previous_device is not None:
            self._session.choose_device(*self._previous_device)
        self._previous_device = None

    def _reset_answer(self) -> None:
        self._expected_digit, self._answers, self._digit_measurement = None, [], None

    def _worst_finding_text(self, check: str) -> str:
        findings = [finding for finding in self._session.report.findings if affected_check(finding) == check]
        return describe_finding(sort_by_severity(findings)[0], tr.language) if findings else ""
