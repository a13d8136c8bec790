"""Telling a screen reader what changed without moving the focus."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

EVERY_MS = 2000
"""Milliseconds between two sentences about something that keeps changing: a short one takes that long to be read."""


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Has the text read out; `at_once` interrupts what is being read."""
    event = QAccessibleAnnouncementEvent(widget, text)
    kinds = QAccessible.AnnouncementPoliteness
    event.setPoliteness(kinds.Assertive if at_once else kinds.Polite)
    QAccessible.updateAccessibility(event)


class Calm(QObject):
    """Announces what keeps changing: politely, never more often than every two seconds, and only the newest."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._said = self._next = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(EVERY_MS)
        self._rest.timeout.connect(self._go_on)

    def say(self, text: str) -> None:
        """Has it read out now, or when the last one was long enough ago. What was said last is not said again."""
        self._next = text
        if not self._rest.isActive():
            self._go_on()

    def _go_on(self) -> None:
        if self._next == self._said:
            return
        self._said = self._next
        announce(self._widget, self._said)
        self._rest.start()
