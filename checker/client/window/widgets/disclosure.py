"""Something kept behind a click. The button says what a click will do, so nothing depends on a picture."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.accessible_roles import FoldButton
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.reading_order import restore_reading_order


class Disclosure(QWidget):
    """A quiet button, and what it shows. The content is made when it is first asked for.

    With `row` the button stands there, apart from what it shows.
    """

    toggled = Signal(bool)

    def __init__(self, show: str, hide: str, make: Callable[[], QWidget], row: FlowLayout | None = None) -> None:
        super().__init__()
        self.is_open = False
        self._button_texts = (show, hide)
        self._subject = ""
        self._make = make
        self._content: QWidget | None = None
        self.button = FoldButton()
        self.button.clicked.connect(lambda: self.set_open(not self.is_open))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        if row is None:
            self._box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            row.addWidget(self.button)
            self.setVisible(False)
        self._is_separate = row is not None
        self._update_button()

    def set_open(self, opened: bool) -> None:
        """Shows or hides the content."""
        if opened and self._content is None:
            self._content = self._make()
            self._box.addWidget(self._content)
        if self._content is not None:
            self._content.setVisible(opened)
            restore_reading_order(self.window())
        if self._is_separate:
            self.setVisible(opened)
        changed = opened != self.is_open
        self.is_open = opened
        self._update_button()
        if changed:
            self.toggled.emit(opened)

    def set_texts(self, show: str, hide: str, subject: str = "") -> None:
        """Other words for the button. `subject`: what a screen reader says after them, where others say the same."""
        self._button_texts = (show, hide)
        self._subject = subject
        self._update_button()

    def _update_button(self) -> None:
        self.button.set_open(self.is_open)
        self.button.setText(("▾  " if self.is_open else "▸  ") + self._button_texts[self.is_open])
        words = self._button_texts[self.is_open].replace("&", "")
        self.button.setAccessibleName(f"{words}: {self._subject}" if self._subject else words)
        self.button.setAccessibleDescription(tr("aufgeklappt") if self.is_open else tr("zugeklappt"))
