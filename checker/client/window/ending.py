"""How the window closes: what runs is stopped first, and a report that waits is mentioned once. It never asks."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from checker.client.window.shell import Shell

PATIENCE_MS = 8_000
"""Milliseconds that a cancelled run may take to end; a worker is killed after two seconds."""
LOOK_MS = 40


class Ending(QObject):
    """`busy` says whether anything still runs, `stop` tells it to end, `unsent` how many reports wait unmentioned."""

    def __init__(
        self, shell: Shell, *, busy: Callable[[], bool], stop: Callable[[], None], unsent: Callable[[], int]
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._busy = busy
        self._stop = stop
        self._unsent = unsent
        self._since = QElapsedTimer()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._again)
        shell.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether the window may close now. Where not, it closes by itself, or at the second try."""
        if not self._mentioned():
            return False
        if self._late or not self._busy():
            return True
        if not self._look.isActive():
            self._since.start()
            self._look.start()
            self._shell.hide()
            self._stop()
        return False

    @property
    def _late(self) -> bool:
        return self._since.isValid() and self._since.elapsed() > PATIENCE_MS

    def _mentioned(self) -> bool:
        unsent = self._unsent()
        if not unsent or self._shell.notice.isVisible() or not self._shell.isVisible():
            return True
        self._shell.notice.unsent(unsent)
        return False

    def _again(self) -> None:
        if self._late or not self._busy():
            self._look.stop()
            self._shell.close()
