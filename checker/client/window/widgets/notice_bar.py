"""A bar at the foot of the window for what must be known before it closes. It asks for nothing but a second click."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import announce


class NoticeBar(QFrame):
    """Hidden until it is needed."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("level", "note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = Label()
        self.button = Button(role="primary")
        self.button.clicked.connect(self.confirmed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self._message: Callable[[], str] = str
        self._about_reports = False
        self.retranslate()
        self.setVisible(False)

    def show_unsent(self, waiting: int) -> None:
        """Says that so many reports wait, and that nothing is lost."""
        self._show(lambda: _unsent_text(waiting))
        self._about_reports = True

    def clear_unsent(self) -> None:
        """No report waits any more: what was said of it no longer holds."""
        if self._about_reports:
            self.setVisible(False)

    def show_defect(self) -> None:
        """Says that the program itself went wrong, and that nothing measured is lost."""
        self._show(_defect_text)
        self._about_reports = False

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.text.setText(self._message())
        self.button.setText(tr("Jetzt s&chließen"))

    def _show(self, message: Callable[[], str]) -> None:
        self._message = message
        self.retranslate()
        self.setVisible(True)
        self.button.setFocus()
        announce(self.text, self.text.text(), at_once=True)


def _unsent_text(waiting: int) -> str:
    return tr.plural(
        "Ein Bericht ist noch nicht gesendet. Er geht nicht verloren und wird beim nächsten Start gesendet.",
        "{n} Berichte sind noch nicht gesendet. Sie gehen nicht verloren und werden beim nächsten Start gesendet.",
        waiting,
    )


def _defect_text() -> str:
    return tr(
        "In diesem Programm ist ein Fehler passiert. Das sagt nichts über Ihren Computer. "
        "Bitte schließen Sie das Fenster und starten Sie das Programm neu."
    )
