"""Which digit do you hear? Answered by a button or by the key of that digit."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading

DIGITS = range(1, 10)


class DigitQuestion(QWidget):
    """`answered` carries the digit, or None for "I hear nothing". Knows nothing of which one is right."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self.heading = Heading(size="sentence")
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.digits = {digit: Button(str(digit)) for digit in DIGITS}
        for digit, button in self.digits.items():
            button.clicked.connect(partial(self._press, digit))
        self.nothing_button = Button()
        self.nothing_button.clicked.connect(partial(self._press, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.heading)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (*self.digits.values(), self.nothing_button):
            flow.addWidget(button)
        column.addWidget(row)
        self.setVisible(False)

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._kind)

    def show_question(self, kind: str) -> None:
        """`digit` or `tones`: what is being played."""
        self._kind = kind
        self.retranslate()
        self.setVisible(True)

    def hide_question(self) -> None:
        """No answer is wanted any more."""
        self._kind = ""
        self.setVisible(False)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Whether this key was an answer."""
        if not self.is_open or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            return False
        typed = event.text()
        if len(typed) != 1 or typed not in "123456789":
            return False
        self._press(int(typed))
        return True

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        tones = self._kind == "tones"
        self.heading.set_heading(tr("Wie viele Töne haben Sie gezählt?") if tones else tr("Welche Ziffer hören Sie?"))
        self.heading.setAccessibleDescription(tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe."))
        self.nothing_button.setText(tr("Ich höre &nichts"))

    def _press(self, digit: int | None, _checked: bool = False) -> None:
        if self.is_open:
            self.answered.emit(digit)
