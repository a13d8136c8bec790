"""The reports that were sent: their page, and whoever asks the desk about them."""

import logging
import threading

from PySide6.QtCore import QObject

from checker.client.ports.sent_reports import DeskAnswer, DeskReply, SentReportList
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.controllers.report_exporter import ReportExporter
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.sent_page import SentPage
from checker.client.window.translation import tr
from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed
from checker.model.text import Text

DEFECT = Text(
    de="Dabei ist in diesem Programm ein Fehler passiert. Bitte starten Sie es neu und versuchen Sie es noch einmal.",
    en="There was an error in this program. Please start it again and try once more.",
)
log = logging.getLogger(__name__)


class SentController(QObject):
    """The desk is asked when somebody presses a button, and at no other time; one question a report at a time."""

    def __init__(self, sent: SentReportList, bridge: EventBridge, main_window: MainWindow) -> None:
        super().__init__(bridge)
        self._sent = sent
        self._bridge = bridge
        self._main_window = main_window
        self._previous: WindowPage | None = None
        self._pending: set[str] = set()
        self.page = SentPage()
        self.exporter = ReportExporter(main_window, self.page.show_error)
        self.page.back_requested.connect(self._return)
        self.page.view_requested.connect(self._view)
        self.page.status_requested.connect(lambda report_id: self._query_desk(report_id, is_deletion=False))
        self.page.deletion_requested.connect(lambda report_id: self._query_desk(report_id, is_deletion=True))

    def begin(self) -> None:
        """Shows those that there are; back leads to the page of now."""
        page = self._main_window.page
        self._previous = page if isinstance(page, WindowPage) else None
        self.page.show_reports(self._sent.reports())
        self._main_window.show_page(self.page)

    def handle_reply(self, reply: DeskReply) -> None:
        """What the desk said, where the report is still on the page."""
        self._pending.discard(reply.report_id)
        card = self.page.cards.get(reply.report_id)
        if card is None:
            return
        if reply.is_deletion and reply.answer.is_gone:
            card.show_deleted(reply.answer)
        else:
            card.show_answer(reply.answer)

    def close(self) -> None:
        """Takes away what was only made for looking at."""
        self.exporter.close()

    def _return(self) -> None:
        if self._previous is not None:
            self._main_window.return_to(self._previous)

    def _view(self, report_id: str) -> None:
        receipt = next((sent.receipt for sent in self._sent.reports() if sent.receipt.id == report_id), None)
        try:
            report = self._sent.report(report_id)
        except (OperationFailed, Unreadable):
            self.page.show_error(tr("Die Kopie dieses Berichts ist nicht mehr zu lesen."))
            return
        self.exporter.print(report, receipt)

    def _query_desk(self, report_id: str, *, is_deletion: bool) -> None:
        if report_id in self._pending:
            return
        self._pending.add(report_id)
        self.page.cards[report_id].show_waiting()
        arguments = (report_id, is_deletion)
        threading.Thread(target=self._wait_for_desk, args=arguments, name="sent report", daemon=True).start()

    def _wait_for_desk(self, report_id: str, is_deletion: bool) -> None:
        query = self._sent.delete if is_deletion else self._sent.query_status
        try:
            answer = query(report_id)
        except Exception:
            log.exception("sent report")
            answer = DeskAnswer(message=DEFECT, is_refused=True)
        self._bridge.post(DeskReply(report_id=report_id, answer=answer, is_deletion=is_deletion))
