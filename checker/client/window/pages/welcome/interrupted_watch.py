"""A banner about a watch for outages that ended without its result: to be judged now, or deleted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label
from checker.model.privacy import GROUP_TITLES, DataGroup


class InterruptedWatchBanner(QFrame):
    """Hidden until there is one."""

    result_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = TextBindings()
        self.setProperty("role", "banner")
        self.setProperty("level", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        self.text = Label()
        self._texts.bind(self.text.setText, self._sentences)
        column.addWidget(self.text)
        row = QWidget()
        flow = FlowLayout(row)
        self.result, self.delete = Button(), Button(role="quiet")
        for button, signal, text in (
            (self.result, self.result_requested, lambda: tr("Auswerten")),
            (self.delete, self.delete_requested, lambda: tr("Löschen")),
        ):
            button.clicked.connect(signal)
            self._texts.bind(button.setText, text)
            flow.addWidget(button)
        column.addWidget(row)
        self.setVisible(False)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self._texts.retranslate()

    def _sentences(self) -> str:
        return tr(
            "Ihre letzte Beobachtung der Verbindung wurde unterbrochen. Was bis dahin zu sehen war, liegt noch auf "
            "diesem Computer. Mit „Auswerten“ erlauben Sie wieder, „{group}“ zu lesen.",
            group=GROUP_TITLES[DataGroup.NETWORK].render(tr.language),
        )
