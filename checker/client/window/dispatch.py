"""The way of the report out of the window: shown, then sent, kept, saved or printed, as the employee chooses."""

from PySide6.QtCore import QObject, Signal

from checker.client.places import storage_refusal
from checker.client.session import Session
from checker.client.window.delivery import Delivery, Sending
from checker.client.window.export import Exporter
from checker.client.window.pages.done import DonePage
from checker.client.window.pages.send import SendPage
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.words import tr
from checker.model.failure import OperationFailed
from checker.model.report import Receipt
from checker.model.text import Text


class Dispatch(QObject):
    """Owns the two pages about the report."""

    went_back = Signal()
    again = Signal()

    def __init__(self, session: Session, delivery: Delivery, shell: Shell, style: Style) -> None:
        super().__init__(shell)
        self._session = session
        self._delivery = delivery
        self._shell = shell
        self._last: Sending | None = None
        self.send = SendPage(session.profile, style.colours())
        self.done = DonePage(session.profile)
        self.exporter = Exporter(shell, self._tell)
        style.changed.connect(lambda: self.send.dress(style.colours()))
        self._connect()

    def begin(self) -> None:
        """Shows every value."""
        self.send.show_report(self._session.report)
        self._shell.show_page(self.send)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.send.speak()
        self.done.speak()

    def hear(self, sending: Sending) -> None:
        """A report got further on its way; only the newest one is shown."""
        if self._last is not None and sending.report == self._last.report:
            self._last = sending
            self.done.show_sending(sending)
        if sending.over and not self._delivery.waiting():
            self._shell.notice.sent()

    def unsent(self) -> int:
        """How many reports wait without the window saying so just now."""
        told = self._shell.page is self.done and self.done.waiting
        return 0 if told else self._delivery.waiting()

    def _connect(self) -> None:
        self.send.went_back.connect(self.went_back)
        self.send.sent.connect(self._send)
        self.send.kept.connect(self._keep)
        self.done.again.connect(self.again)
        self.done.closed.connect(self._shell.close)
        self.done.retried.connect(self._delivery.try_now)
        self.done.withdrawn.connect(self._withdraw)
        for page in (self.send, self.done):
            page.saved.connect(lambda: self.exporter.save(self._session.report, self._receipt()))
            page.printed.connect(lambda: self.exporter.print(self._session.report, self._receipt()))

    def _send(self) -> None:
        report = self._session.approve_sending()
        started = Sending(report=report.id, said=Text(de="Der Bericht wird gesendet.", en="The report is being sent."))
        self._last = started
        try:
            self._delivery.submit(report, self._session.profile.enrolment)
        except OperationFailed as failed:
            self._last = None
            self._refused(self.send, failed)
            return
        self.done.show_sending(self._last)
        self._shell.show_page(self.done)

    def _keep(self) -> None:
        self._last = None
        self.done.show_kept()
        self._shell.show_page(self.done)

    def _withdraw(self) -> None:
        if self._last is None:
            return
        try:
            gone = self._delivery.withdraw(self._last.report)
        except OperationFailed as failed:
            self._refused(self.done, failed)
            return
        if gone:
            self._keep()
        else:
            self.done.tell(tr("Der Bericht wird gerade gesendet und lässt sich im Augenblick nicht zurückholen."))

    def _refused(self, page: SendPage | DonePage, failed: OperationFailed) -> None:
        refusal = storage_refusal(failed.failure)
        page.tell(refusal.de if tr.language == "de" else refusal.en)

    def _receipt(self) -> Receipt | None:
        """The receipt of the report that is shown; a report that was measured anew has none yet."""
        receipt = self._last.receipt if self._last else None
        return receipt if receipt is not None and receipt.id == self._session.report.id else None

    def _tell(self, trouble: str) -> None:
        page = self.done if self._shell.page is self.done else self.send
        page.tell(trouble)
