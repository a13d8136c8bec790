"""The way from consent to checking, which on a metered connection leads over one more question."""

import threading

from PySide6.QtCore import QObject, Signal

from checker.client import metered
from checker.client.session import Session
from checker.client.window.bridge import Bridge
from checker.client.window.pages.metered import MeteredPage
from checker.client.window.shell import Shell
from checker.model.record import Record


class MeteredKnown(Record, frozen=True, kw_only=True):
    """What the system said, for the Qt thread; `asked` is the number of the question."""

    asked: int
    metered: bool


class MeteredQuestion(QObject):
    """`settled` when checking may begin, with the line or without it."""

    settled = Signal()

    def __init__(self, session: Session, bridge: Bridge, shell: Shell) -> None:
        super().__init__(bridge)
        self._session = session
        self._bridge = bridge
        self._shell = shell
        self._asked = 0
        self._waiting = False
        self.page = MeteredPage()
        self.page.answered.connect(self._answered)

    def ask(self) -> None:
        """The system first, beside the window; where it is not metered nobody is asked. Raises Unreadable."""
        self._asked += 1
        if not metered.uses_data_volume(self._session):
            self.settled.emit()
            return
        self._waiting = True
        number = self._asked
        look = threading.Thread(
            target=lambda: self._bridge.post(MeteredKnown(asked=number, metered=metered.is_metered())),
            name="metered question",
            daemon=True,
        )
        look.start()

    def hear(self, known: MeteredKnown) -> None:
        """The system's word; only the one to the newest question counts."""
        if not self._waiting or known.asked != self._asked:
            return
        self._waiting = False
        if known.metered:
            self._shell.show_page(self.page)
        else:
            self.settled.emit()

    def _answered(self, agreed: bool) -> None:
        if not agreed:
            self._session.decline(metered.CHECK, metered.declined_observations())
        self.settled.emit()
