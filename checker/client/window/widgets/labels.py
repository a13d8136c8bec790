"""Texts on the window. All are plain text: a name from a profile or a driver can never become markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from checker.client.window.style.properties import set_style_property


class Label(QLabel):
    """A text that wraps. `size` is a name of sheet.TEXTS; `level` colours it."""

    def __init__(self, text: str = "", size: str = "body", level: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", size)
        self.setProperty("level", level)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def set_level(self, level: str) -> None:
        """Wears another level's colour from now on."""
        set_style_property(self, "level", level)


class Heading(Label):
    """What a page or a finding is called. It takes the focus when it appears, so that a screen reader begins there."""

    def __init__(self, text: str = "", size: str = "heading", parent: QWidget | None = None) -> None:
        super().__init__(text, size, parent=parent)
        self.setAccessibleName(text)

    def set_heading(self, text: str) -> None:
        """Changes the words, for the eye and for the ear."""
        self.setText(text)
        self.setAccessibleName(text)


def selectable(label: Label) -> Label:
    """The same, to be marked and copied by mouse or keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
