"""Telling a screen reader what changed without moving the focus."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

ANNOUNCE_INTERVAL_MS = 2000
"""Milliseconds between two sentences about something that keeps changing: a short one takes that long to be read."""


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Has the text read out; `at_once` interrupts what is being read."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(event)


class ThrottledAnnouncer(QObject):
    """Announces what keeps changing: politely, never more often than every two seconds, and only the newest."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._last_text = self._pending_text = ""
        self._pause_timer = QTimer(self)
        self._pause_timer.setSingleShot(True)
        self._pause_timer.setInterval(ANNOUNCE_INTERVAL_MS)
        self._pause_timer.timeout.connect(self._announce_pending)

    def announce(self, text: str) -> None:
        """Has it read out now, or when the last one was long enough ago. What was said last is not said again."""
        self._pending_text = text
        if not self._pause_timer.isActive():
            self._announce_pending()

    def _announce_pending(self) -> None:
        if self._pending_text == self._last_text:
            return
        self._last_text = self._pending_text
        announce(self._widget, self._last_text)
        self._pause_timer.start()
