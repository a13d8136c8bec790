"""The window with all that belongs to it; made anew, in the same place, when another profile comes."""

import concurrent.futures
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from checker.client.ports.profile_source import ProfileSource
from checker.client.ports.report_delivery import ReportDelivery
from checker.client.session import Session
from checker.client.window.app.close_handler import CloseHandler
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr

FIRST_PAINT_MS = 50
"""The first page is on the screen by then; a click that comes sooner makes the other pages itself."""
FRONT_TIMEOUT_S = 1.5
"""Seconds that a busy window may take; the later start waits a little longer (environment/window_instance.py)."""


_IS_OPEN = object()


class WindowManager(QObject):
    """One shell at a time."""

    def __init__(
        self, session: Session, delivery: ReportDelivery, profile_source: ProfileSource | None, style: WindowStyle
    ) -> None:
        super().__init__()
        self._session = session
        self._delivery = delivery
        self._profile_source = profile_source
        self._style = style
        self._main_window: MainWindow | None = None
        self._page_controller: PageController | None = None
        self._opening: Iterator[None] | None = None
        self._bridge = EventBridge(self)
        self._bridge.arrived.connect(self._show_in_front)

    def open(self, note: str = "") -> None:
        """Shows the window. One that was open before is of use until then, and leaves its place and size to it."""
        self._opening = self._make_window(note)
        if self._main_window is None:
            for _ in self._opening:
                pass
        else:
            self._next_part(self._opening)

    def _next_part(self, opening: Iterator[None]) -> None:
        """A part a round of the event loop: the window that is open answers in between."""
        if opening is self._opening and next(opening, _IS_OPEN) is not _IS_OPEN:
            QTimer.singleShot(0, self, lambda: self._next_part(opening))

    def _make_window(self, note: str) -> Iterator[None]:
        previous_window, previous_controller = self._main_window, self._page_controller
        self._style.set_firm_colour(self._firm_colour())
        main_window = MainWindow(self._session.profile, self._style)
        yield
        page_controller = PageController(
            self._session, self._delivery, main_window, self._style, note, self._profile_source
        )
        if self._profile_source is not None and self._profile_source.logo is not None:
            main_window.header.show_logo(self._profile_source.logo.png)
        yield
        page_controller.add_first_page()
        yield
        CloseHandler(
            main_window,
            busy=page_controller.has_running_workers,
            stop=page_controller.stop,
            unsent=page_controller.unsent_count,
        )
        main_window.closed.connect(self._quit)
        page_controller.profile_controller.profile_changed.connect(self._reopen)
        self._main_window, self._page_controller = main_window, page_controller
        if previous_window is None:
            main_window.fit_to_screen()
        else:
            main_window.setGeometry(previous_window.geometry())
            main_window.setWindowState(previous_window.windowState())
        main_window.show()
        page_controller.begin()
        if previous_window is not None and previous_controller is not None:
            _retire(previous_window, previous_controller)
        # After the window stands: what came meanwhile may bring the next one.
        QTimer.singleShot(0, page_controller.profile_controller, page_controller.profile_controller.show_pending_events)
        QTimer.singleShot(FIRST_PAINT_MS, page_controller, page_controller.prepare)

    def close(self) -> None:
        """As if somebody had closed the window."""
        self._opening = None
        if self._main_window is not None:
            self._main_window.close()

    def bring_to_front(self) -> bool:
        """Called from any thread but the window's own. False where the window is closing, or does not come in time."""
        is_shown: concurrent.futures.Future[bool] = concurrent.futures.Future()
        self._bridge.post(is_shown)
        try:
            return is_shown.result(FRONT_TIMEOUT_S)
        except TimeoutError:
            return False

    def shut_down(self) -> None:
        """Nothing is taken or given out any more."""
        self._bridge.close()
        if self._page_controller is not None:
            self._page_controller.close()

    def show_defect(self) -> None:
        """Says that the program itself went wrong."""
        if self._main_window is not None:
            self._main_window.notice.show_defect()

    def _show_in_front(self, is_shown: concurrent.futures.Future[bool]) -> None:
        main_window = self._main_window
        if main_window is not None and main_window.isVisible():
            main_window.setWindowState(main_window.windowState() & ~Qt.WindowState.WindowMinimized)
            main_window.raise_()
            main_window.activateWindow()
            is_shown.set_result(True)
        else:
            is_shown.set_result(False)

    def _reopen(self) -> None:
        note = self._profile_source.note if self._profile_source is not None else None
        self.open(note.render(tr.language) if note is not None else "")

    def _firm_colour(self) -> str:
        if self._profile_source is not None:
            return self._profile_source.loaded.appearance.colour
        firm = self._session.profile.firm
        return firm.colour if firm is not None else ""

    def _quit(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()


def _retire(main_window: MainWindow, page_controller: PageController) -> None:
    page_controller.stop()
    page_controller.close()
    main_window.hide()
    main_window.deleteLater()
