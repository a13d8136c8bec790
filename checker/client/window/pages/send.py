"""The fourth page: every value that would leave, and the choice to send it or to keep it."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.colours import Colours
from checker.client.window.flow import Flow
from checker.client.window.page import Page
from checker.client.window.tick import Tick
from checker.client.window.values import Values
from checker.client.window.words import tr
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.text import Text
from checker.show.preview import preview_sections


class SendPage(Page):
    """Without a desk in the profile it offers no sending at all. Enter alone sends nothing."""

    ORDER: ClassVar[int] = 4
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    sent = Signal()
    kept = Signal()
    saved = Signal()
    printed = Signal()

    def __init__(self, profile: Profile, colours: Colours) -> None:
        super().__init__()
        self._firm = profile.firm if profile.firm and profile.firm.desk_url else None
        self._colours = colours
        self._report: Report | None = None
        self.said(self._intro)
        self.exact = Tick()
        self.exact.toggled.connect(lambda _on: self._fill())
        self.spoken.say(self.exact.setText, lambda: tr("Auch Zeitpunkte und Kennungen zeigen, &jede Stelle"))
        self.values = Values()
        row = QWidget()
        self.own = Flow(row)
        self.print = self.button(lambda: tr("&Drucken"), self.printed.emit, into=self.own)
        self.save = self.button(lambda: tr("Als Datei s&peichern"), self.saved.emit, into=self.own)
        self.content.addWidget(row)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.exact)
        column.addWidget(self.values)
        self.content.addWidget(card)
        self.trouble = self.said(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.content.addStretch(1)
        self._choose()

    def show_report(self, report: Report) -> None:
        """Shows every value of this report."""
        self._report = report
        self.tell("")
        self._fill()

    def tell(self, trouble: str) -> None:
        """Says what did not work."""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        if trouble:
            self.trouble.setFocus()
            self.column.ensureWidgetVisible(self.trouble)

    def dress(self, colours: Colours) -> None:
        """The system's colours have changed."""
        self._colours = colours
        self._fill()

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        super().speak()
        self._fill()

    def _choose(self) -> None:
        self.back = self.button(lambda: tr("&Zurück zum Ergebnis"), self.went_back.emit)
        if self._firm is None:
            self.keep = self.button(lambda: tr("&Fertig"), self.kept.emit, "primary")
            return
        self.keep = self.button(lambda: tr("&Nicht senden, nur behalten"), self.kept.emit)
        self.send = self.button(lambda: tr("&Senden"), self.sent.emit, "primary")

    def _intro(self) -> str:
        if self._firm is None:
            return tr(
                "Ihr Bericht bleibt bei Ihnen: Für dieses Programm ist keine IT-Firma eingerichtet, "
                "an die er gehen könnte. Sie können ihn als Datei speichern oder drucken."
            )
        return tr(
            "Das alles würde an {firm} gesendet, und sonst nichts. Sehen Sie es in Ruhe durch. "
            "Senden Sie es nur, wenn Sie damit einverstanden sind.",
            firm=self._firm.name,
        )

    def _fill(self) -> None:
        if self._report is not None:
            self.values.fill(preview_sections(self._report, tr.language), self._colours, exact=self.exact.isChecked())
