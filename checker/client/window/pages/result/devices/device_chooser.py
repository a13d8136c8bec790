"""Which camera, microphone or speaker is to be used. Choosing one has it checked at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from checker.checks.registry import check as registered_check
from checker.client.trials.device_choice import DeviceChoice
from checker.client.window.translation import tr
from checker.client.window.widgets.choice_box import ChoiceBox
from checker.client.window.widgets.labels import Label


class DeviceChooser(ChoiceBox):
    """`device_chosen` carries a device's name; empty: look again which there are."""

    device_chosen = Signal(str)

    def __init__(self, check: str, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self._label = label
        self._devices = DeviceChoice()
        self.activated.connect(self._on_activated)
        self.retranslate()

    @property
    def names(self) -> tuple[str, ...]:
        """The devices that can be chosen."""
        return self._devices.names

    def offer(self, devices: DeviceChoice) -> None:
        """These are there now."""
        self._devices = devices
        self._fill()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        title = registered_check(self.check).title.render(tr.language)
        self._label.setText(title)
        self.setAccessibleName(title)
        self.view().setAccessibleName(title)
        self.setAccessibleDescription(tr("Wer hier ein anderes Gerät wählt, lässt es sofort prüfen."))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for name in self._devices.names:
            self.addItem(name, name)
        if not self._devices.names:
            self.addItem(tr("Keine Geräte gefunden"), "")
        self.addItem(tr("Geräte neu suchen"), "")
        used = self._devices.names.index(self._devices.used) if self._devices.used in self._devices.names else 0
        self.setCurrentIndex(used)

    def _on_activated(self, index: int) -> None:
        name = str(self.itemData(index))
        if name != self._devices.used or not name:
            self._fill()  # what is used now stays shown until the other one was checked
            self.device_chosen.emit(name)
