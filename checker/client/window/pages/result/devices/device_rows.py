"""A row for each device that can be tried: what it is, which one is used, and what can be tried with it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.trials.device_choice import DeviceChoice, device_selections
from checker.client.trials.device_trial import DeviceTrial, device_trials
from checker.client.window.pages.result.devices.device_chooser import DeviceChooser
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label


class DeviceRows(QWidget):
    """`trial_requested` carries a trial.

    `device_chosen` a check and the device that it shall use, empty to look for devices again.
    """

    trial_requested = Signal(object)
    device_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.repeated: set[DeviceTrial] = set()
        self.buttons: dict[DeviceTrial, Button] = {}
        self.choosers: dict[str, DeviceChooser] = {}
        self._rows: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for check in device_selections():
            column.addWidget(self._make_row(check))
        self.retranslate()

    def offer(self, trials: Collection[DeviceTrial], devices: Mapping[str, DeviceChoice]) -> None:
        """Only these can be tried, with these devices."""
        for trial, button in self.buttons.items():
            button.setVisible(trial in trials)
        for check, row in self._rows.items():
            row.setVisible(any(trial.check == check for trial in trials))
            self.choosers[check].offer(devices.get(check, DeviceChoice()))

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        for widget in (*self.buttons.values(), *self.choosers.values()):
            widget.setEnabled(not locked)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        for trial, button in self.buttons.items():
            again = trial.trial.button_again if trial in self.repeated else None
            button.setText((again or trial.trial.button).render(tr.language))
        for chooser in self.choosers.values():
            chooser.retranslate()

    def _make_row(self, check: str) -> QWidget:
        row = self._rows[check] = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = Label(size="strong")
        column.addWidget(label)
        controls = QWidget()
        flow = FlowLayout(controls, gap=10)
        column.addWidget(controls)
        chooser = self.choosers[check] = DeviceChooser(check, label)
        chooser.device_chosen.connect(lambda name: self.device_chosen.emit(check, name))
        label.setBuddy(chooser)
        flow.addWidget(chooser)
        for trial in (candidate for candidate in device_trials() if candidate.check == check):
            button = self.buttons[trial] = Button()
            button.clicked.connect(lambda _on=False, trial=trial: self.trial_requested.emit(trial))
            flow.addWidget(button)
        return row
