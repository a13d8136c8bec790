"""The fourth page: every value that would leave, and the choice to send it or to keep it."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.report.report_values import ReportValues
from checker.client.window.style.colours import Colours
from checker.client.window.translation import tr
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.text import Text
from checker.show.privacy_preview.preview_rows import delivery_section, preview_sections


class SendPage(WindowPage):
    """Without a desk in the profile it offers no sending at all. Enter alone sends nothing."""

    ORDER: ClassVar[int] = 4
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    send_requested = Signal()
    sending_declined = Signal()
    save_requested = Signal()
    print_requested = Signal()

    def __init__(self, profile: Profile, colours: Colours) -> None:
        super().__init__()
        self._firm = profile.firm if profile.firm and profile.firm.desk_url else None
        self._enrolment = profile.enrolment
        self._colours = colours
        self._report: Report | None = None
        self.add_label(self._intro)
        self.exact = WrappingCheckBox()
        self.exact.toggled.connect(lambda _on: self._fill())
        self.texts.bind(self.exact.setText, lambda: tr("Auch Zeitpunkte und Kennungen zeigen, &jede Stelle"))
        self.values = ReportValues()
        row = QWidget()
        self.file_buttons = FlowLayout(row)
        self.print = self.add_button(lambda: tr("&Drucken"), self.print_requested.emit, into=self.file_buttons)
        self.save = self.add_button(
            lambda: tr("Als Datei s&peichern"), self.save_requested.emit, into=self.file_buttons
        )
        self.content.addWidget(row)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.exact)
        column.addWidget(self.values)
        self.content.addWidget(card)
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.content.addStretch(1)
        self._add_choice()

    def show_report(self, report: Report) -> None:
        """Shows every value of this report."""
        self._report = report
        self.show_error("")
        self._fill()

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))
        if message:
            self.trouble.setFocus()
            self.column.ensureWidgetVisible(self.trouble)

    def set_colours(self, colours: Colours) -> None:
        """The system's colours have changed."""
        self._colours = colours
        self._fill()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self._fill()

    def _add_choice(self) -> None:
        self.back = self.add_button(lambda: tr("&Zurück zum Ergebnis"), self.back_requested.emit)
        if self._firm is None:
            self.decline_button = self.add_button(lambda: tr("&Fertig"), self.sending_declined.emit, "primary")
            return
        self.decline_button = self.add_button(lambda: tr("&Nicht senden, nur behalten"), self.sending_declined.emit)
        self.send = self.add_button(lambda: tr("&Senden"), self.send_requested.emit, "primary")

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
            sections = preview_sections(self._report, tr.language)
            if self._firm is not None:
                sections.append(delivery_section(self._report, self._enrolment, tr.language))
            self.values.fill(sections, self._colours, exact=self.exact.isChecked())
