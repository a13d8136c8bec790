"""To see oneself and to hear oneself: the camera's live picture, and one's own voice played back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.checks.contract import Live, Progress
from checker.client.window.buttons import Button
from checker.client.window.flow import Flow
from checker.client.window.labels import Label
from checker.client.window.live import LiveView
from checker.client.window.words import tr
from checker.model.measurement import Outcome

PREVIEW_LINES = 14.0


class Tryout(QFrame):
    """`asked` carries the check whose part is wanted; `stopped` ends it. Stays in the page: it locks nobody in."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.running = ""
        self._said = ""
        self.buttons = {"camera": Button(), "microphone": Button()}
        for check, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, check=check: self.asked.emit(check))
        self.stop = Button()
        self.stop.clicked.connect(self.stopped.emit)
        self.text = Label(size="soft")
        self.live = LiveView(PREVIEW_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.text)
        column.addWidget(self.live)
        row = QWidget()
        flow = Flow(row)
        for button in (*self.buttons.values(), self.stop):
            flow.addWidget(button)
        column.addWidget(row)
        self.stop.setVisible(False)
        self.speak()

    def offer(self, checks: set[str]) -> None:
        """Only these can be tried; with none of them there is nothing to see here."""
        for check, button in self.buttons.items():
            button.setVisible(check in checks)
        self.setVisible(bool(checks & set(self.buttons)))

    def lock(self, locked: bool) -> None:
        """While something else uses the devices."""
        for button in self.buttons.values():
            button.setEnabled(not locked)

    def begin(self, check: str) -> None:
        """The part of this check runs now."""
        self.running = check
        self._said = ""
        self.live.clear()
        self.stop.setVisible(True)
        self.stop.setEnabled(True)
        self.lock(True)
        self.stop.setFocus()
        self.speak()

    def go_on(self, what: Progress | Live) -> None:
        """What it shows or tells."""
        if isinstance(what, Live):
            self.live.take(what)
        elif what.text is not None:
            self.text.setText(what.text.say(tr.language))

    def end(self, outcome: Outcome, failed: str) -> None:
        """It is over; `failed` says why nothing could be shown, or is empty."""
        was, self.running = self.running, ""
        self._said = failed if outcome is not Outcome.CANCELLED else ""
        self.live.clear()
        had_focus = self.stop.hasFocus()
        self.stop.setVisible(False)
        self.lock(False)
        if had_focus and was in self.buttons:
            self.buttons[was].setFocus()
        self.speak()

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.buttons["camera"].setText(tr("&Kamera ansehen"))
        self.buttons["microphone"].setText(tr("Sich selbst &hören"))
        self.stop.setText(tr("Be&enden"))
        self.text.setText(self._words())

    def _words(self) -> str:
        if self.running == "camera":
            return tr("So sehen die anderen Sie, gespiegelt. Das Bild bleibt auf diesem Computer.")
        if self.running == "microphone":
            return tr("Sprechen Sie einen Satz. Danach hören Sie ihn. Die Aufnahme wird nicht gespeichert.")
        return self._said or tr("Sehen Sie sich selbst, und hören Sie, wie Sie für die anderen klingen.")
