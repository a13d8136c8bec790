"""Devices were plugged in or out: said at once, a line a check, and a new one can be checked from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.devices import DEVICE_LIST_FACTS
from checker.client.window.announce import announce
from checker.client.window.buttons import Button, plain
from checker.client.window.labels import Label
from checker.client.window.words import tr
from checker.model.text import Text


class Piece(QWidget):
    """The newest of one check. `wanted` carries the new device."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._text: Text | None = None
        self.said = Label(level="note")
        self.check = Button()
        self.check.clicked.connect(lambda _on: self.wanted.emit(self._name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(False)

    def tell(self, text: Text | None, new: str) -> None:
        """`new` is the device that came; empty where one only went. Without a text there is nothing to tell."""
        self._text, self._name = text, new
        self.speak()
        self.setVisible(text is not None)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.said.setText(self._text.render(tr.language) if self._text is not None else "")
        self.check.setVisible(bool(self._name))
        self.check.setText(tr("„{name}“ jetzt prüfen", name=plain(self._name)))
        self.check.setAccessibleDescription(self.said.text())  # two may have the same name


class News(QWidget):
    """`wanted` carries the check and the new device. A headset is news of two checks, so each has a line of its own."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces = {check: Piece() for check in DEVICE_LIST_FACTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for check, piece in self.pieces.items():
            piece.wanted.connect(lambda name, check=check: self.wanted.emit(check, name))
            column.addWidget(piece)
        self.setVisible(False)

    def tell(self, check: str, text: Text, new: str) -> None:
        """The newest of this check."""
        piece = self.pieces[check]
        piece.tell(text, new)
        self.setVisible(True)
        announce(piece.said, piece.said.text())

    def close_up(self) -> None:
        """It is old news."""
        for piece in self.pieces.values():
            piece.tell(None, "")
        self.setVisible(False)

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        for piece in self.pieces.values():
            piece.check.setEnabled(not locked)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        for piece in self.pieces.values():
            piece.speak()
