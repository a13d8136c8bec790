"""Shows earlier runs, deletes them, and leads back to the page that was left. Qt thread only."""

from PySide6.QtCore import QObject, Qt

from checker.client.history.run_history import RunHistory
from checker.client.window.app.main_window import MainWindow
from checker.client.window.pages.history_page import HistoryPage
from checker.client.window.pages.page import WindowPage
from checker.client.window.translation import tr


class HistoryController(QObject):
    """Owns the page of earlier runs."""

    def __init__(self, history: RunHistory, main_window: MainWindow) -> None:
        super().__init__(main_window)
        self._history = history
        self._main_window = main_window
        self._origin: WindowPage | None = None
        self.page = HistoryPage()
        self.page.delete_requested.connect(self._delete)
        self.page.delete_all_requested.connect(self._delete_all)
        self.page.back_requested.connect(self._return)

    def begin(self) -> None:
        """Shows them, as they lie there now."""
        left = self._main_window.page
        self._origin = left if isinstance(left, WindowPage) else None
        self.page.show_runs(self._history.runs())
        self._main_window.show_page(self.page)

    def _return(self) -> None:
        if self._origin is not None:
            self._main_window.return_to(self._origin)

    def _delete(self, report_id: str) -> None:
        self._show(self._history.delete(report_id))

    def _delete_all(self) -> None:
        self._show(self._history.delete_all())

    def _show(self, is_gone: bool) -> None:
        self.page.show_runs(self._history.runs())
        self.page.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        if not is_gone:
            self.page.show_error(tr("Das ließ sich nicht löschen. Versuchen Sie es später noch einmal."))
