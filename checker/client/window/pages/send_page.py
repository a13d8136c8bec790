"""The fourth page: what would leave, a sentence a group; every value behind a click; and the choice to send it."""

from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.report.group_choice import GroupChoice
from checker.client.window.pages.report.own_words_form import OwnWordsForm
from checker.client.window.pages.report.report_values import ReportValues
from checker.client.window.translation import tr
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.text import Text
from checker.run.hold_back import hold_back
from checker.show.privacy_preview.preview_rows import PreviewSection, delivery_section, plain_sections, preview_sections

FILL_PAUSE_MS = 300
"""Milliseconds without a letter typed, after which the values are laid out anew."""


class SendPage(WindowPage):
    """Without a desk in the profile it offers no sending at all. Enter alone sends nothing.

    `words_changed` carries the OwnWords that are written so far, `case_changed` whether it is another trouble.
    """

    ORDER: ClassVar[int] = 4
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    send_requested = Signal()
    words_changed = Signal(object)
    case_changed = Signal(bool)
    sending_declined = Signal()
    save_requested = Signal()
    print_requested = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._firm = profile.firm if profile.firm and profile.firm.desk_url else None
        self._enrolment = profile.enrolment
        self._report: Report | None = None
        self._fill_timer = QTimer(self)
        self._fill_timer.setSingleShot(True)
        self._fill_timer.setInterval(FILL_PAUSE_MS)
        self._fill_timer.timeout.connect(self._fill)
        self.add_label(self._intro)
        self.own_words = OwnWordsForm()
        self.own_words.changed.connect(lambda: self.words_changed.emit(self.own_words.words))
        self.own_words.case_changed.connect(self.case_changed)
        self.content.addWidget(self.own_words)
        self.own_words.setVisible(self._firm is not None)  # only now: without a parent it would be a window
        self.groups = GroupChoice()
        self.groups.changed.connect(self._fill)
        self.content.addWidget(self.groups)
        self.exact = WrappingCheckBox()
        self.exact.toggled.connect(lambda _on: self._fill())
        self.texts.bind(self.exact.setText, lambda: tr("Auch Zeitpunkte und Kennungen zeigen, &jede Stelle"))
        self.values = ReportValues(self.order_widgets)
        self.all_values = Disclosure("", "", self._values_card)
        self.all_values.toggled.connect(lambda _open: self._fill())
        self.content.addWidget(self.all_values)
        row = QWidget()
        self.file_buttons = FlowLayout(row)
        self.print = self.add_button(lambda: tr("&Drucken"), self.print_requested.emit, into=self.file_buttons)
        self.save = self.add_button(
            lambda: tr("Als Datei s&peichern"), self.save_requested.emit, into=self.file_buttons
        )
        self.content.addWidget(row)
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.content.addStretch(1)
        self._add_choice()

    @property
    def held_back(self) -> tuple[DataGroup, ...]:
        """The groups that the employee does not send."""
        return self.groups.held_back

    def show_report(self, report: Report) -> None:
        """Shows what this report holds. A switch stays as it was for the report before."""
        self._report = report
        self.show_error("")
        self.groups.show_groups(report.consent.groups, may_choose=self._firm is not None)
        self._fill()

    def update_report(self, report: Report) -> None:
        """The same report with other words of the employee's."""
        self._report = report
        self._fill_timer.start()

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))
        if message:
            self.trouble.setFocus()
            self.column.ensureWidgetVisible(self.trouble)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self.own_words.retranslate()
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
            "Das hier würde an {firm} gesendet, und sonst nichts. Was Sie nicht senden möchten, nehmen Sie heraus. "
            "Jeden Wert sehen Sie unter „Alles ansehen“.",
            firm=self._firm.name,
        )

    def _values_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.exact)
        column.addWidget(self.values)
        return card

    def _fill(self) -> None:
        self.groups.retranslate()
        self.all_values.set_texts(tr("&Alles ansehen"), tr("&Alles ansehen, schließen"))
        if self._report is None or not self.all_values.is_open:
            return
        self.values.fill(self._sections, exact=self.exact.isChecked())

    def _sections(self) -> list[PreviewSection]:
        if self._report is None:
            return []
        report = hold_back(self._report, self.held_back)
        sections = (preview_sections if self.exact.isChecked() else plain_sections)(report, tr.language)
        if self._firm is not None:
            sections.append(delivery_section(report, self._enrolment, tr.language))
        return sections
