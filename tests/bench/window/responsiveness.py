"""How long Qt's thread works without looking whether a key or the mouse was pressed."""

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt, QTimer

from checker.model.record import Record

HEARTBEAT_MS = 5
NO_PAGE = "NoneType"
"""Before there is a window, whose start is a figure of its own."""


class Block(Record, frozen=True, kw_only=True):
    """Milliseconds by the clock, and of processor for this thread; on a busy machine the second is the program's.

    `page`: the page that was shown when it ended, where there was a window when it began; `after_ms`: since the
    program's start.
    """

    page: str
    wall_ms: float
    cpu_ms: float
    after_ms: float


class BlockRecorder(QObject):
    """Each round of the event loop, several events in a row as one. A heartbeat bounds how long a round waits."""

    def __init__(self, dispatcher: QAbstractEventDispatcher, page: Callable[[], str]) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._page = page
        self._last_page = page()
        self._began = self._last = time.monotonic()
        self._last_cpu = time.thread_time()
        self._heart = QTimer(self, interval=HEARTBEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._heart.start()
        dispatcher.aboutToBlock.connect(self._note_round)

    def longest_by_page(self) -> list[Block]:
        """Of each page the block that took most processor time."""
        pages = dict.fromkeys(block.page for block in self.blocks)
        return [max((b for b in self.blocks if b.page == page), key=lambda b: b.cpu_ms) for page in pages]

    def _note_round(self) -> None:
        now, cpu = time.monotonic(), time.thread_time()
        wall_ms, cpu_ms = 1000 * (now - self._last) - HEARTBEAT_MS, 1000 * (cpu - self._last_cpu)
        page, had_window = self._page(), self._last_page != NO_PAGE
        if wall_ms > 1:
            after_ms, page_of_block = 1000 * (now - self._began), page if had_window else NO_PAGE
            self.blocks.append(Block(page=page_of_block, wall_ms=wall_ms, cpu_ms=cpu_ms, after_ms=after_ms))
        self._last, self._last_cpu, self._last_page = now, cpu, page
