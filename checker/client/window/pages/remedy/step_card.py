"""One step at a time: its number, its words, and what helps with it. After the last one: nothing of it helped."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.screen_reader import announce
from checker.knowledge.step_aids import GuidedStep, StepAid


class StepCard(QFrame):
    """`aid_requested` carries the StepAid whose button was pressed; `at` is one beyond the last where none is left.

    `moved` when another step was chosen.
    """

    aid_requested = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.steps: tuple[GuidedStep, ...] = ()
        self.at = 0
        self.aid_buttons: dict[str, Button] = {}
        self.counter = Label(size="soft")
        self.text = Heading(size="sentence")
        self.notice = Label(level="note")
        self._row: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        for label in (self.counter, self.text, self.notice):
            self._column.addWidget(label)
        row = QWidget()
        flow = FlowLayout(row)
        self.previous, self.next = Button(), Button()
        self.previous.clicked.connect(lambda _on: self._move(-1))
        self.next.clicked.connect(lambda _on: self._move(1))
        for button in (self.previous, self.next):
            flow.addWidget(button)
        self._column.addWidget(row)
        self.go_to(0)

    @property
    def is_over(self) -> bool:
        """Whether no step is left."""
        return self.at >= len(self.steps)

    def show_steps(self, steps: Sequence[GuidedStep], at: int = 0) -> None:
        """These steps, from this one on."""
        self.steps = tuple(steps)
        self.go_to(at)

    def go_to(self, at: int) -> None:
        """This step, or what is said after the last."""
        self.at = min(max(at, 0), len(self.steps))
        self.show_notice("")
        self._fill()

    def show_notice(self, message: str) -> None:
        """What became of a button of the step."""
        self.notice.setText(message)
        self.notice.setVisible(bool(message))
        if message:
            announce(self.notice, message)

    def set_locked(self, locked: bool) -> None:
        """While the check runs again."""
        for button in (self.previous, self.next):
            button.setEnabled(not locked)

    def retranslate(self, steps: Sequence[GuidedStep]) -> None:
        """The same steps in another language."""
        self.steps = tuple(steps)
        self._fill()

    def _move(self, by: int) -> None:
        self.go_to(self.at + by)
        self.moved.emit()

    def _fill(self) -> None:
        self.previous.setText(tr("Schritt zurüc&k"))
        self.previous.setVisible(self.at > 0)
        is_last = self.at == len(self.steps) - 1
        self.next.setText(tr("Hat nicht &geholfen") if is_last else tr("&Nächster Schritt"))
        self.next.setVisible(not self.is_over)
        if self.is_over:
            self.counter.setText(tr("Alle Schritte sind versucht"))
            self.text.set_heading(tr("Hat nichts davon geholfen? Dann rufen Sie an. Was Sie brauchen, steht hier."))
        else:
            number = {"at": self.at + 1, "of": len(self.steps)}
            self.counter.setText(tr("Schritt {at} von {of}", **number))
            text = self.steps[self.at].text
            self.text.set_heading(text)
            self.text.setAccessibleName(f"{self.counter.text()}: {text}")
        self._set_aids(() if self.is_over else self.steps[self.at].aids)

    def _set_aids(self, aids: Sequence[StepAid]) -> None:
        if self._row is not None:
            self._column.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        self.aid_buttons = {}
        if not aids:
            return
        self._row = QWidget()
        flow = FlowLayout(self._row)
        for aid in aids:
            button = Button(aid.label(tr.language), "quiet" if aid.guide else "usual")
            button.setAccessibleDescription(self.text.text())
            button.clicked.connect(lambda _on=False, aid=aid: self.aid_requested.emit(aid))
            flow.addWidget(button)
            self.aid_buttons[aid.de] = button
        self._column.insertWidget(self._column.indexOf(self.text) + 1, self._row)
        self._row.show()
