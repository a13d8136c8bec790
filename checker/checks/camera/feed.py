"""The pictures of one camera, opened and read in a thread of its own: a driver that hangs blocks that thread only."""

import queue
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from checker.checks.camera.opencv import Capture, Picture
from checker.model.failure import FailureKind, Operation, OperationFailed

_WAKE_S = 0.05
_EMPTY_READS = 20
"""So many empty answers in a row end the feed: drivers often give a few before the first picture."""
_KEPT = 8
"""Pictures that wait for a slow reader; further ones are counted and let go, so that memory never grows."""
_CLOSE_S = 2.0
_CLOSE_HUNG_S = 0.2


class Shot(NamedTuple):
    """A picture, the how-manieth it is, and when it came (seconds of the monotonic clock)."""

    number: int
    at: float
    picture: Picture


class Feed:
    """`opened` opens the camera and may take any time. `wait` is called while waiting, and may raise to end it.

    `fourcc` is the code of its format once it has started.
    `here` opens it in the caller's thread: the first opening on macOS belongs on the main one (opencv 16427).
    """

    def __init__(self, opened: Callable[[], Capture], wait: Callable[[], None], here: bool = False) -> None:
        self._open = opened
        self._wait = wait
        self._here = here
        self._news: queue.Queue[Shot | Exception | None] = queue.Queue()
        self._over = threading.Event()
        self._hung = False
        self._thread: threading.Thread | None = None
        self.fourcc = ""

    def start(self, limit_s: float) -> float:
        """Seconds that opening took. Raises OperationFailed: `timeout` when it did not come to an end."""
        began = time.monotonic()
        capture = self._open() if self._here else None
        self._thread = threading.Thread(target=self._run, args=(capture,), name="camera", daemon=True)
        self._thread.start()
        self._next(Operation.OPEN, limit_s)
        return time.monotonic() - began

    def shot(self, limit_s: float) -> Shot:
        """The next picture.

        Raises OperationFailed: `timeout` for none within the limit, `closed` when no more will come.
        """
        news = self._next(Operation.READ, limit_s)
        if news is None:
            raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "opened twice")
        return news

    def close(self) -> bool:
        """Gives the camera back; False when the driver did not let go in time."""
        self._over.set()
        if self._thread is None:
            return True
        self._thread.join(_CLOSE_HUNG_S if self._hung else _CLOSE_S)
        return not self._thread.is_alive()

    def _next(self, operation: Operation, limit_s: float) -> Shot | None:
        until = time.monotonic() + limit_s
        while True:
            self._wait()
            try:
                news = self._news.get(timeout=_WAKE_S)
            except queue.Empty:
                if time.monotonic() >= until:
                    self._hung = True
                    raise OperationFailed(operation, FailureKind.TIMEOUT) from None
                continue
            if isinstance(news, Exception):
                raise news
            return news

    def _run(self, capture: Capture | None) -> None:
        try:
            opened = capture or self._open()
            try:
                self.fourcc = opened.fourcc()
                self._news.put(None)
                self._read(opened)
            finally:
                opened.release()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the next picture
            self._news.put(error)

    def _read(self, capture: Capture) -> None:
        number = empty = 0
        while not self._over.is_set():
            picture = capture.read()
            if picture is not None:
                if self._news.qsize() < _KEPT:
                    self._news.put(Shot(number, time.monotonic(), picture))
                number, empty = number + 1, 0
                continue
            empty += 1
            if empty >= _EMPTY_READS:
                raise OperationFailed(Operation.READ, FailureKind.CLOSED)
            self._over.wait(_WAKE_S)
