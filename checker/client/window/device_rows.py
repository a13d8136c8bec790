"""A row for each device that can be tried: what it is, which one is used, and what can be tried with it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.devices import DEVICE_LIST_FACTS, DeviceChoice
from checker.client.trial import DeviceTrial
from checker.client.window.buttons import Button
from checker.client.window.chooser import Chooser
from checker.client.window.flow import Flow
from checker.client.window.labels import Label
from checker.client.window.words import tr


class DeviceRows(QWidget):
    """`asked` carries a trial; `chosen` a check and the device that it shall use, empty to look for devices again."""

    asked = Signal(object)
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again: set[DeviceTrial] = set()
        self.buttons: dict[DeviceTrial, Button] = {}
        self.choosers: dict[str, Chooser] = {}
        self._rows: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for check in DEVICE_LIST_FACTS:
            column.addWidget(self._row(check))
        self.speak()

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

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        again = tr("Noch einmal &hören") if DeviceTrial.PLAYBACK in self.again else tr("Sich selbst &hören")
        words = {
            DeviceTrial.PREVIEW: tr("&Kamera ansehen"),
            DeviceTrial.LEVEL: tr("&Pegel ansehen"),
            DeviceTrial.PLAYBACK: again,
            DeviceTrial.DIGIT: tr("&Ziffer anhören"),
        }
        for trial, button in self.buttons.items():
            button.setText(words[trial])
        for chooser in self.choosers.values():
            chooser.speak()

    def _row(self, check: str) -> QWidget:
        row = self._rows[check] = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = Label(size="strong")
        column.addWidget(label)
        line = QWidget()
        flow = Flow(line, gap=10)
        column.addWidget(line)
        chooser = self.choosers[check] = Chooser(check, label)
        chooser.chosen.connect(lambda name: self.chosen.emit(check, name))
        label.setBuddy(chooser)
        flow.addWidget(chooser)
        for trial in (one for one in DeviceTrial if one.check == check):
            button = self.buttons[trial] = Button()
            button.clicked.connect(lambda _on=False, trial=trial: self.asked.emit(trial))
            flow.addWidget(button)
        return row
