"""The last page: where the report is now, what happens next, and all that a call needs, whatever became of it."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from checker.client.delivery.report_mail import can_mail
from checker.client.ports.report_delivery import SendStatus
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.report.call_card import CallCard
from checker.client.window.pages.report.link_card import LinkCard
from checker.client.window.translation import tr
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.screen_reader import announce
from checker.model.report import Report
from checker.model.text import Text
from checker.show.call_help import next_steps
from checker.show.spoken_code import spoken_code


class DonePage(WindowPage):
    """Sent, on its way, refused, or kept: always said in a sentence."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    save_requested = Signal()
    print_requested = Signal()
    restart_requested = Signal()
    retry_requested = Signal()
    withdraw_requested = Signal()
    close_requested = Signal()
    sent_requested = Signal()
    mail_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._status: SendStatus | None = None
        self._report: Report | None = None
        self.state = self.add_label(self._state)
        self.hint = self.add_label(self._hint)
        self.call = CallCard()
        self.reference, self.spelling = self.call.reference, self.call.spelling
        self.content.addWidget(self.call)
        self.link = LinkCard()
        self.content.addWidget(self.link)
        self.notice = self.add_label(lambda: "", level="note")
        self.notice.setVisible(False)
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.delivery_row, row = QWidget(), QWidget()
        delivery_buttons, file_buttons = FlowLayout(self.delivery_row), FlowLayout(row)
        self.retry = self.add_button(
            lambda: tr("Jetzt noch einmal ver&suchen"), self.retry_requested.emit, into=delivery_buttons
        )
        self.withdraw = self.add_button(
            lambda: tr("D&och nicht senden"), self.withdraw_requested.emit, into=delivery_buttons
        )
        self.content.addWidget(self.delivery_row)
        self.print = self.add_button(
            lambda: tr("&Drucken (öffnet den Browser)"), self.print_requested.emit, into=file_buttons
        )
        self.save = self.add_button(lambda: tr("Als Datei s&peichern"), self.save_requested.emit, into=file_buttons)
        self.mail = self.add_button(lambda: tr("Als E-&Mail vorbereiten"), self.mail_requested.emit, into=file_buttons)
        self.sent = self.add_button(lambda: tr("&Gesendete Berichte"), self.sent_requested.emit, into=file_buttons)
        self.content.addWidget(row)
        self.content.addStretch(1)
        self.repeat = self.add_button(lambda: tr("&Von vorn beginnen"), self.restart_requested.emit)
        self.steps = self.add_button(lambda: tr("&Zurück zu den Schritten"), self.back_requested.emit)
        self.close_button = self.add_button(lambda: tr("S&chließen"), self.close_requested.emit, "primary")
        self.default = self.close_button

    @property
    def is_waiting(self) -> bool:
        """Whether the report is still on its way, and the page says so."""
        return self._status is not None and not self._status.is_final

    @property
    def _waits_for_internet(self) -> bool:
        status = self._status
        return self.is_waiting and status is not None and not status.is_sending and status.waits_for_internet

    def show_report(self, report: Report, link: str = "") -> None:
        """Which report all that follows is about. `link`: what a phone opens to hand its summary over."""
        self._report = report
        self.show_notice("")
        self.link.show_link(link, spoken_code(report))
        self._update()

    def show_not_sent(self) -> None:
        """The report stays with the employee."""
        self._status = None
        self.show_error("")
        self._update()

    def show_status(self, status: SendStatus) -> None:
        """How far the report is."""
        self._status = status
        self.show_error("")
        self._update()
        announce(self.state, self.state.text())
        if status.receipt is not None:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))

    def show_notice(self, message: str) -> None:
        """What is left to do by hand."""
        self.notice.setText(message)
        self.notice.setVisible(bool(message))
        if message:
            announce(self.notice, message)
            self.column.ensureWidgetVisible(self.notice)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self.link.retranslate()
        self._update()

    def escape(self) -> None:
        """There is nothing to go back to, and closing is a button's business."""

    def _update(self) -> None:
        if self._report is not None:
            self.call.show_report(self._report, self._status.receipt if self._status else None)
        self.call.setVisible(self._report is not None)
        self.delivery_row.setVisible(self.is_waiting)
        has_arrived = self._status is not None and self._status.receipt is not None
        self.sent.setVisible(has_arrived)
        self.mail.setVisible(self._report is not None and can_mail(self._report) and not has_arrived)
        self.link.setVisible(self.link.is_of_use and self._waits_for_internet)
        self.heading.set_heading(self._title())
        self.state.setText(self._state())
        self.hint.setText(self._hint())

    def _title(self) -> str:
        if self._status is None:
            return tr("Ihr Bericht bleibt bei Ihnen")
        if self._status.receipt is not None:
            return tr("Ihr Bericht ist angekommen")
        if self._status.is_final:
            return tr("Ihr Bericht ist nicht angekommen")
        if self._status.is_sending:
            return tr("Ihr Bericht wird gesendet")
        if self._status.waits_for_internet:
            return tr("Ihr Bericht wartet auf Internet")
        return tr("Ihr Bericht wartet auf Ihre IT-Firma")

    def _state(self) -> str:
        if self._status is None:
            return tr("Es wurde nichts gesendet.")
        return self._status.message.render(tr.language)

    def _hint(self) -> str:
        if self._status is None:
            return tr("Möchten Sie den Bericht aufheben, speichern Sie ihn als Datei oder drucken Sie ihn.")
        if self._status.receipt is not None and self._report is not None:
            return next_steps(self._report, tr.language, is_received=True)
        if self.is_waiting and self._status.is_stored:
            return tr(
                "Sie müssen nicht warten: Schließen Sie das Fenster, wird der Bericht beim nächsten Start gesendet. "
                "Anrufen können Sie schon jetzt."
            )
        return ""
