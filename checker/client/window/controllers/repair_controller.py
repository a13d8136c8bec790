"""Does what the page of a finding offers to change, beside the window, and takes it back. Qt thread only."""

import threading
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.mixer_change import change_mixer
from checker.client.session import Session
from checker.client.trials.device_repair import (
    DeviceRepair,
    MixerChangeEnded,
    MixerRepair,
    Repair,
    RepairOutcome,
    repairs,
)
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.pages.remedy_page import RemedyPage
from checker.model.failure import OperationFailed
from checker.model.systems import this_system


class RepairController(QObject):
    """One change at a time. What was changed can be taken back as long as the window is open."""

    def __init__(self, session: Session, bridge: EventBridge, page: RemedyPage) -> None:
        super().__init__(bridge)
        self._session = session
        self._bridge = bridge
        self._page = page
        self._outcomes: dict[str, RepairOutcome] = {}
        self._undo: dict[str, Callable[[], MixerSetting]] = {}
        self._before_choice: tuple[str, str, RepairOutcome | None] | None = None
        self.is_changing = False
        bridge.arrived.connect(self._handle_event)
        page.repairs.repair_requested.connect(self._repair)
        page.repairs.undo_requested.connect(self._take_back)

    def offer(self) -> None:
        """What can be done for the finding that the page shows now."""
        finding = self._page.finding
        if finding is None:
            return
        is_open = not self._page.is_gone
        offered = repairs(finding, self._session.report) if is_open else ()
        self._page.repairs.show_repairs(offered, self._outcomes.get(finding.key))
        self._page.order_widgets()

    def on_rechecked(self, cancelled: bool) -> None:
        """The check ran again. A device that was chosen and not checked is not used either."""
        if cancelled and self._before_choice is not None and self._page.finding is not None:
            check, device, outcome = self._before_choice
            self._session.choose_device(check, device)
            self._outcomes.pop(self._page.finding.key, None)
            if outcome is not None:
                self._outcomes[self._page.finding.key] = outcome
        self._before_choice = None
        self.offer()

    def _handle_event(self, event: object) -> None:
        if not isinstance(event, MixerChangeEnded):
            return
        self.is_changing = False
        self._outcomes[event.finding_key] = event.outcome
        if event.undo is not None:
            self._undo[event.finding_key] = event.undo
        finding = self._page.finding
        if finding is not None and finding.key == event.finding_key:
            self._page.repairs.set_locked(self._page.is_running)
            self._page.repairs.show_outcome(event.outcome)

    def _repair(self, repair: Repair) -> None:
        finding = self._page.finding
        if finding is None or self.is_changing or self._page.is_running:
            return
        if isinstance(repair, DeviceRepair):
            self._choose(finding.key, RepairOutcome(repair=repair), repair.device)
        else:
            device = self._session.device_name(repair.device)
            self._begin(lambda: _change(finding.key, repair, device))

    def _take_back(self) -> None:
        finding = self._page.finding
        outcome = self._outcomes.get(finding.key) if finding is not None else None
        if finding is None or outcome is None or self.is_changing or self._page.is_running:
            return
        if isinstance(outcome.repair, DeviceRepair):
            undone = msgspec.structs.replace(outcome, is_undone=True)
            self._choose(finding.key, undone, outcome.repair.before)
        elif finding.key in self._undo:
            undo = self._undo[finding.key]
            self._begin(lambda: _take_back(finding.key, outcome, undo))

    def _choose(self, finding_key: str, outcome: RepairOutcome, device: str) -> None:
        check = outcome.repair.check
        self._before_choice = check, self._session.devices.get(check, ""), self._outcomes.get(finding_key)
        self._session.choose_device(check, device)
        self._outcomes[finding_key] = outcome
        self._page.repairs.show_repairs((), outcome)
        self._page.recheck_requested.emit(self._page.finding)

    def _begin(self, change: Callable[[], MixerChangeEnded]) -> None:
        """The system may take seconds to answer."""
        self.is_changing = True
        self._page.repairs.set_locked(True)
        threading.Thread(target=lambda: self._bridge.post(change()), name="mixer", daemon=True).start()


def _change(finding_key: str, repair: MixerRepair, device: str) -> MixerChangeEnded:
    refused = MixerChangeEnded(finding_key=finding_key, outcome=RepairOutcome(repair=repair))
    try:
        change = change_mixer(repair.direction, this_system(), device, repair.target)
    except (OperationFailed, OSError):
        return refused
    outcome = RepairOutcome(repair=repair, before=change.before, after=change.after)
    return MixerChangeEnded(finding_key=finding_key, outcome=outcome, undo=change.undo)


def _take_back(finding_key: str, outcome: RepairOutcome, undo: Callable[[], MixerSetting]) -> MixerChangeEnded:
    try:
        setting = undo()
    except (OperationFailed, OSError):
        return MixerChangeEnded(finding_key=finding_key, outcome=msgspec.structs.replace(outcome, after=None))
    undone = msgspec.structs.replace(outcome, after=setting, is_undone=True)
    return MixerChangeEnded(finding_key=finding_key, outcome=undone)
