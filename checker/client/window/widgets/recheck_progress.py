"""How far a check is that runs again: what is asked for, what is seen or heard live, a bar."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.client.window.translation import tr
from checker.client.window.widgets.check_prompt import prompt_text
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.live_view import LiveView


class RecheckProgress(QWidget):
    """Hidden until `begin`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = ""
        self.text = Label(level="note")
        self.live = LiveView()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Fortschritt der erneuten Prüfung"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.text, self.live, self.bar):
            column.addWidget(widget)
        self.live.setVisible(False)
        self.setVisible(False)

    def begin(self, check: str) -> None:
        """This check runs again; nothing is known of it yet."""
        self._check = check
        self.live.clear()
        self.bar.setRange(0, 0)
        self.text.setText(prompt_text(check, None) or tr("Wird erneut geprüft …"))
        self.setVisible(True)

    def show_progress(self, event: Progress | LiveSample) -> None:
        """What the check reports meanwhile."""
        if isinstance(event, LiveSample):
            self.live.show_sample(event)
            return
        self.bar.setRange(0, 100)
        self.bar.setValue(round(min(max(event.done, 0.0), 1.0) * 100))
        text = prompt_text(self._check, event) or (event.text.render(tr.language) if event.text else "")
        if text:
            self.text.setText(text)
