"""A sound stream opened and held in a thread of its own: a driver that hangs blocks that thread only."""

import queue
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
import numpy.typing as npt

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import com

Block = npt.NDArray[np.float32]
"""Samples x channels; full scale is 1."""
Tell = Callable[[Block, bool], None]
"""Takes a block, and whether something was lost before it."""
Open = Callable[[Tell], AbstractContextManager[None]]

_WAKE_S = 0.05
_KEPT = 2000
"""Blocks that wait for a slow reader, some 20 s: further ones are let go, so that memory never grows."""
_CLOSE_S, _CLOSE_HUNG_S = 1.0, 0.2


class Stream:
    """`opened` is a context in which blocks are told. `wait` is called while waiting, and may raise to end it.

    `start` and `block` wait for it; `initialize_com` and `take` do not, so that one can look after several at once.
    """

    def __init__(self, opened: Open, wait: Callable[[], None], operation: Operation = Operation.RECORD) -> None:
        self._opened = opened
        self._wait = wait
        self._operation = operation
        self._news: queue.Queue[tuple[Block, bool] | Exception | None] = queue.Queue()
        self._early: list[tuple[Block, bool]] = []
        self._over = threading.Event()
        self._hung = False
        self.running = False
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)

    def start(self, limit_s: float) -> None:
        """Returns when the stream runs. Raises OperationFailed: `timeout` when opening did not come to an end."""
        self.begin()
        news = self._next(limit_s)
        if news is not None:  # a driver may deliver before opening has returned
            self._early.append(news)

    def begin(self) -> None:
        """Opens it without waiting for that: `take` tells how far it is."""
        self._thread.start()

    def take(self) -> list[tuple[Block, bool]]:
        """All blocks that are there by now; `running` is true once it is open. Raises OperationFailed when it broke."""
        taken, self._early = self._early, []
        while not self._news.empty():
            news = self._news.get()
            if isinstance(news, Exception):
                if not taken:
                    raise news
                self._news.put(news)  # what came before it counts
                break
            if news is None:
                self.running = True
            else:
                taken.append(news)
        return taken

    def let_go(self) -> None:
        """Tells it to end, without waiting for that."""
        self._over.set()

    def block(self, limit_s: float) -> tuple[Block, bool]:
        """The next block, and whether something was lost before it. Raises OperationFailed `timeout`."""
        if self._early:
            return self._early.pop()
        news = self._next(limit_s)
        while news is None:
            news = self._next(limit_s)
        return news

    def close(self, *, hung: bool = False) -> bool:
        """Gives the device back; False when the driver did not let go in time. One that `hung` is hardly waited for."""
        self.let_go()
        if self._thread.ident is None:
            return True
        self._thread.join(_CLOSE_HUNG_S if self._hung or hung else _CLOSE_S)
        return not self._thread.is_alive()

    def _next(self, limit_s: float) -> tuple[Block, bool] | None:
        until = time.monotonic() + limit_s
        while True:
            self._wait()
            try:
                news = self._news.get(timeout=_WAKE_S)
            except queue.Empty:
                if time.monotonic() >= until:
                    self._hung = True
                    raise OperationFailed(self._operation, FailureKind.TIMEOUT) from None
                continue
            if isinstance(news, Exception):
                raise news
            return news

    def _tell(self, block: Block, lost: bool) -> None:
        if self._news.qsize() < _KEPT:
            self._news.put((block, lost))

    def _run(self) -> None:
        try:
            if sys.platform == "win32":
                com.initialize_com()
            with self._opened(self._tell):
                self._news.put(None)
                self._over.wait()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the next block
            self._news.put(error)
