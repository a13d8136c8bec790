"""The reports that were sent and of which this PC still has a copy."""

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import Signal

from checker.client.ports.sent_reports import SentReport
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.report.sent_card import SentCard
from checker.client.window.translation import tr
from checker.model.privacy import SENT_COPY_DAYS
from checker.model.text import Text


class SentPage(WindowPage):
    """A card a report. The signals carry its id."""

    TITLE: ClassVar[Text] = Text(de="Gesendete Berichte", en="Sent reports")
    view_requested = Signal(str)
    status_requested = Signal(str)
    deletion_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, SentCard] = {}
        self.intro = self.add_label(self._intro_text)
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self._cards_end = self.content.count()
        self.content.addStretch(1)
        self.back = self.add_button(lambda: tr("&Zurück"), self.back_requested.emit, "primary")
        self.default = self.back

    def show_reports(self, reports: Iterable[SentReport]) -> None:
        """These, in place of those before."""
        for card in self.cards.values():
            self.content.removeWidget(card)
            card.deleteLater()
        self.cards = {sent.receipt.id: SentCard(sent) for sent in reports}
        for at, card in enumerate(self.cards.values()):
            card.view_requested.connect(self.view_requested)
            card.status_requested.connect(self.status_requested)
            card.deletion_requested.connect(self.deletion_requested)
            self.content.insertWidget(self._cards_end + at, card)
        self.show_error("")
        self.intro.setText(self._intro_text())
        self.order_widgets()

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        for card in self.cards.values():
            card.retranslate()

    def _intro_text(self) -> str:
        if not self.cards:
            return tr("Auf diesem Computer liegt kein gesendeter Bericht.")
        return tr(
            "Die Kopie auf diesem Computer verschwindet {days} Tage nach dem Senden von selbst. Löschen können Sie "
            "einen Bericht schon vorher, hier und bei Ihrer IT-Firma. Ihre IT-Firma wird nur gefragt, wenn Sie hier "
            "auf „Wie weit ist er?“ oder „Löschen“ drücken. Dabei geht der Schlüssel des Berichts an sie.",
            days=SENT_COPY_DAYS,
        )
