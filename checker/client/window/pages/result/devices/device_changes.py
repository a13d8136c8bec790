"""Devices were plugged in or out: said at once, a line a check, and a new one can be checked from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.trials.device_choice import device_selections
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button, escape_mnemonic
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import announce
from checker.model.text import Text


class DeviceChangeRow(QWidget):
    """The newest of one check. `check_requested` carries the new device."""

    check_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._text: Text | None = None
        self.label = Label(level="note")
        self.check_button = Button()
        self.check_button.clicked.connect(lambda _on: self.check_requested.emit(self._name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(False)

    def show_change(self, text: Text | None, new: str) -> None:
        """`new` is the device that came; empty where one only went. Without a text there is nothing to tell."""
        self._text, self._name = text, new
        self.retranslate()
        self.setVisible(text is not None)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.label.setText(self._text.render(tr.language) if self._text is not None else "")
        self.check_button.setVisible(bool(self._name))
        self.check_button.setText(tr("„{name}“ jetzt prüfen", name=escape_mnemonic(self._name)))
        self.check_button.setAccessibleDescription(self.label.text())  # two may have the same name


class DeviceChangeList(QWidget):
    """`check_requested` carries the check and the new device.

    A headset is news of two checks, so each has a line of its own.
    """

    check_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {check: DeviceChangeRow() for check in device_selections()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for check, row in self.rows.items():
            row.check_requested.connect(lambda name, check=check: self.check_requested.emit(check, name))
            column.addWidget(row)
        self.setVisible(False)

    def show_change(self, check: str, text: Text, new: str) -> None:
        """The newest of this check."""
        row = self.rows[check]
        row.show_change(text, new)
        self.setVisible(True)
        announce(row.label, row.label.text())

    def clear(self) -> None:
        """It is old news."""
        for row in self.rows.values():
            row.show_change(None, "")
        self.setVisible(False)

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        for row in self.rows.values():
            row.check_button.setEnabled(not locked)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        for row in self.rows.values():
            row.retranslate()
