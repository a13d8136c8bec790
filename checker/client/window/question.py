"""Which digit do you hear? Answered by a button or by the key of that digit."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.buttons import Button
from checker.client.window.flow import Flow
from checker.client.window.labels import Heading
from checker.client.window.words import tr

DIGITS = range(1, 10)


class Question(QWidget):
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
        self.none = Button()
        self.none.clicked.connect(partial(self._press, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.heading)
        row = QWidget()
        flow = Flow(row)
        for button in (*self.digits.values(), self.none):
            flow.addWidget(button)
        column.addWidget(row)
        self.setVisible(False)

    @property
    def open(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._kind)

    def ask(self, kind: str) -> None:
        """`digit` or `tones`: what is being played."""
        self._kind = kind
        self.speak()
        self.setVisible(True)

    def close_up(self) -> None:
        """No answer is wanted any more."""
        self._kind = ""
        self.setVisible(False)

    def take(self, event: QKeyEvent) -> bool:
        """Whether this key was an answer."""
        if not self.open or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            return False
        typed = event.text()
        if len(typed) != 1 or typed not in "123456789":
            return False
        self._press(int(typed))
        return True

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        tones = self._kind == "tones"
        self.heading.say(tr("Wie viele Töne haben Sie gezählt?") if tones else tr("Welche Ziffer hören Sie?"))
        self.heading.setAccessibleDescription(tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe."))
        self.none.setText(tr("Ich höre &nichts"))

    def _press(self, digit: int | None, _checked: bool = False) -> None:
        if self.open:
            self.answered.emit(digit)
