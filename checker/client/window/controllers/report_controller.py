"""The way of the report out of the window: shown, then sent, kept, saved or printed, as the employee chooses."""

from PySide6.QtCore import QObject, Signal

from checker.client.environment.data_directory import storage_refusal
from checker.client.ports.report_delivery import ReportDelivery, SendStatus
from checker.client.session import Session
from checker.client.window.app.main_window import MainWindow
from checker.client.window.controllers.report_exporter import ReportExporter
from checker.client.window.pages.done_page import DonePage
from checker.client.window.pages.send_page import SendPage
from checker.client.window.translation import tr
from checker.model.employee.own_words import OwnWords
from checker.model.failure import OperationFailed
from checker.model.report import Receipt
from checker.model.text import Text
from checker.show.qr_code.payload import landing_link


class ReportController(QObject):
    """Owns the two pages about the report."""

    back_requested = Signal()
    restart_requested = Signal()

    def __init__(self, session: Session, delivery: ReportDelivery, main_window: MainWindow) -> None:
        super().__init__(main_window)
        self._session = session
        self._delivery = delivery
        self._main_window = main_window
        self._last_status: SendStatus | None = None
        self.send = SendPage(session.profile)
        self.done = DonePage()
        self.exporter = ReportExporter(main_window, self._show_error)
        self._connect()

    def begin(self) -> None:
        """Shows every value."""
        self.send.own_words.offer_another_case(self._session.has_earlier_case, is_another=self._session.is_another_case)
        self.send.show_report(self._session.report)
        self._main_window.show_page(self.send)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.send.retranslate()
        self.done.retranslate()

    def on_send_status(self, status: SendStatus) -> None:
        """A report got further on its way; only the newest one is shown."""
        if self._last_status is not None and status.report == self._last_status.report:
            self._last_status = status
            self.done.show_status(status)
        if status.is_final and not self._delivery.waiting():
            self._main_window.notice.clear_unsent()

    def unsent_count(self) -> int:
        """How many reports wait without the window saying so just now."""
        on_screen = self._main_window.page is self.done and self.done.is_waiting
        return 0 if on_screen else self._delivery.waiting()

    def _connect(self) -> None:
        self.send.back_requested.connect(self.back_requested)
        self.send.send_requested.connect(self._send)
        self.send.words_changed.connect(self._take_words)
        self.send.case_changed.connect(self._take_case)
        self.send.sending_declined.connect(self._finish_unsent)
        self.done.back_requested.connect(self.back_requested)
        self.done.restart_requested.connect(self.restart_requested)
        self.done.close_requested.connect(self._main_window.close)
        self.done.retry_requested.connect(self._delivery.try_now)
        self.done.withdraw_requested.connect(self._withdraw)
        self.done.mail_requested.connect(
            lambda: self.done.show_notice(self.exporter.prepare_mail(self._session.report))
        )
        for page in (self.send, self.done):
            page.save_requested.connect(lambda: self.exporter.save(self._session.report, self._receipt()))
            page.print_requested.connect(lambda: self.exporter.print(self._session.report, self._receipt()))

    def _take_words(self, words: OwnWords) -> None:
        self._session.describe(words)
        self.send.update_report(self._session.report)

    def _take_case(self, is_another: bool) -> None:
        self._session.set_another_case(is_another)
        self.send.update_report(self._session.report)

    def _send(self) -> None:
        report = self._session.approve_sending(self.send.held_back)
        started = SendStatus(
            report=report.id,
            message=Text(de="Der Bericht wird gesendet.", en="The report is being sent."),
            is_sending=True,
        )
        self._last_status = started
        try:
            self._delivery.submit(report, self._session.profile.enrolment, self._session.secret_of(report.id))
        except OperationFailed as failed:
            self._last_status = None
            self._show_failure(self.send, failed)
            return
        self.done.show_report(report, landing_link(report, self._session.profile.enrolment))
        self.done.show_status(self._last_status)
        self._main_window.show_page(self.done)

    def _finish_unsent(self) -> None:
        self._last_status = None
        self.done.show_report(self._session.report)
        self.done.show_not_sent()
        self._main_window.show_page(self.done)

    def _withdraw(self) -> None:
        if self._last_status is None:
            return
        try:
            withdrawn = self._delivery.withdraw(self._last_status.report)
        except OperationFailed as failed:
            self._show_failure(self.done, failed)
            return
        if withdrawn:
            self._finish_unsent()
        else:
            self.done.show_error(tr("Der Bericht wird gerade gesendet und lässt sich im Augenblick nicht zurückholen."))

    def _show_failure(self, page: SendPage | DonePage, failed: OperationFailed) -> None:
        page.show_error(storage_refusal(failed.failure).render(tr.language))

    def _receipt(self) -> Receipt | None:
        """The receipt of the report that is shown; a report that was measured anew has none yet."""
        receipt = self._last_status.receipt if self._last_status else None
        return receipt if receipt is not None and receipt.id == self._session.report.id else None

    def _show_error(self, message: str) -> None:
        page = self.done if self._main_window.page is self.done else self.send
        page.show_error(message)
