"""A device was plugged in or out: said at once, and a new one can be checked from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.announce import announce
from checker.client.window.buttons import Button, plain
from checker.client.window.labels import Label
from checker.client.window.words import tr
from checker.model.text import Text


class News(QWidget):
    """`wanted` carries the check and the new device."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = self._name = ""
        self._text: Text | None = None
        self.said = Label(level="note")
        self.check = Button()
        self.check.clicked.connect(lambda _on: self.wanted.emit(self._check, self._name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(False)

    def tell(self, check: str, text: Text, new: str) -> None:
        """`new` is the device that came; empty where one only went."""
        self._check, self._text, self._name = check, text, new
        self.speak()
        self.setVisible(True)
        announce(self.said, self.said.text())

    def close_up(self) -> None:
        """It is old news."""
        self._text = None
        self.setVisible(False)

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        self.check.setEnabled(not locked)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.said.setText(self._text.say(tr.language) if self._text is not None else "")
        self.check.setVisible(bool(self._name))
        self.check.setText(tr("„{name}“ jetzt prüfen", name=plain(self._name)))
