"""A banner about what is broken at the company right now: nobody need look for it at home."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.updates.incident_check import IncidentNotice
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import announce


class IncidentBanner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: IncidentNotice | None = None
        self.setProperty("role", "banner")
        self.setProperty("level", "warning")
        self.text = Label()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text)
        self.setVisible(False)

    def show_notice(self, notice: IncidentNotice) -> None:
        """Says it."""
        self._notice = notice
        self.retranslate()
        self.setVisible(bool(notice.messages))
        if self.isVisible():
            announce(self.text, self.text.text())

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        if self._notice is not None:
            self.text.setText("\n\n".join(message.render(tr.language) for message in self._notice.messages))
