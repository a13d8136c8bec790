"""How the window closes: what runs is stopped first, and a report that waits is mentioned once. It never asks."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from checker.client.window.app.main_window import MainWindow

STOP_TIMEOUT_MS = 8_000
"""Milliseconds that a cancelled run may take to end; a worker is killed after two seconds."""
POLL_INTERVAL_MS = 40


class CloseHandler(QObject):
    """`busy`: whether anything still runs; `stop` ends it; `show_unsent`: how many reports wait unmentioned."""

    def __init__(
        self, main_window: MainWindow, *, busy: Callable[[], bool], stop: Callable[[], None], unsent: Callable[[], int]
    ) -> None:
        super().__init__(main_window)
        self._main_window = main_window
        self._busy = busy
        self._stop = stop
        self._unsent = unsent
        self._stop_clock = QElapsedTimer()
        self._poll_timer = QTimer(self)
        self._poll_timer.setInterval(POLL_INTERVAL_MS)
        self._poll_timer.timeout.connect(self._close_when_idle)
        main_window.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether the window may close now. Where not, it closes by itself, or at the second try."""
        if not self._unsent_mentioned():
            return False
        if self._timed_out or not self._busy():
            return True
        if not self._poll_timer.isActive():
            self._stop_clock.start()
            self._poll_timer.start()
            self._main_window.hide()
            self._stop()
        return False

    @property
    def _timed_out(self) -> bool:
        return self._stop_clock.isValid() and self._stop_clock.elapsed() > STOP_TIMEOUT_MS

    def _unsent_mentioned(self) -> bool:
        unsent = self._unsent()
        if not unsent or self._main_window.notice.isVisible() or not self._main_window.isVisible():
            return True
        self._main_window.notice.show_unsent(unsent)
        return False

    def _close_when_idle(self) -> None:
        if self._timed_out or not self._busy():
            self._poll_timer.stop()
            self._main_window.close()
