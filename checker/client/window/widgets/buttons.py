"""Buttons of three weights: the one that leads on, the usual one, and the quiet one that looks like a link."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ButtonRole = Literal["primary", "usual", "quiet"]


class Button(QPushButton):
    """A push button that Enter presses too, as people expect of what has the focus."""

    def __init__(self, text: str = "", role: ButtonRole = "usual", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Return press it; everything else goes Qt's way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def escape_mnemonic(text: str) -> str:
    """Text of unknown origin for a button or a check box: its `&` is shown, not taken for a mnemonic."""
    return text.replace("&", "&&")
