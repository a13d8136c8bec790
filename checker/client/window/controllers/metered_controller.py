"""The way from consent to checking, which on a metered connection leads over one more question."""

import threading

from PySide6.QtCore import QObject, Signal

from checker.client.line import metered
from checker.client.session import Session
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.pages.metered_page import MeteredPage
from checker.model.record import Record


class MeteredStatus(Record, frozen=True, kw_only=True):
    """What the system said, for the Qt thread; `query_number` is the number of the question."""

    query_number: int
    metered: bool


class MeteredController(QObject):
    """`settled` when checking may begin, with the line or without it; `back_requested` where the employee goes back."""

    settled = Signal()
    back_requested = Signal()

    def __init__(self, session: Session, bridge: EventBridge, main_window: MainWindow) -> None:
        super().__init__(bridge)
        self._session = session
        self._bridge = bridge
        self._main_window = main_window
        self._query_number = 0
        self._waiting = False
        self._page: MeteredPage | None = None

    @property
    def page(self) -> MeteredPage:
        """Made when it is wanted: few are ever asked."""
        if self._page is None:
            self._page = MeteredPage()
            self._page.answered.connect(self._on_answer)
            self._page.back_requested.connect(self.back_requested)
            self._main_window.add_pages(self._page)
        return self._page

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        if self._page is not None:
            self._page.retranslate()

    def query_system(self) -> None:
        """The system first, beside the window; where it is not metered nobody is asked. Raises Unreadable."""
        self._query_number += 1
        if not metered.uses_data_volume(self._session):
            self.settled.emit()
            return
        self._waiting = True
        number = self._query_number
        query = threading.Thread(
            target=lambda: self._bridge.post(MeteredStatus(query_number=number, metered=metered.is_metered())),
            name="metered question",
            daemon=True,
        )
        query.start()

    def on_status(self, status: MeteredStatus) -> None:
        """The system's word; only the one to the newest question counts."""
        if not self._waiting or status.query_number != self._query_number:
            return
        self._waiting = False
        if status.metered:
            self._main_window.show_page(self.page)
        else:
            self.settled.emit()

    def _on_answer(self, agreed: bool) -> None:
        if not agreed:
            metered.decline(self._session)
        self.settled.emit()
