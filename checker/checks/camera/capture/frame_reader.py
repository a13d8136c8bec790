"""The pictures of one camera, opened and read in a thread of its own: a driver that hangs blocks that thread only."""

import queue
import threading
from collections.abc import Callable
from typing import NamedTuple

from checker.checks.camera.capture.opencv import Capture, Picture, to_picture
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s

_WAKE_S = 0.05
_EMPTY_READS = 20
"""So many empty answers in a row end the feed: drivers often give a few before the first picture."""
_QUEUE_LENGTH = 8
"""Pictures that wait for a slow reader; further ones are counted and let go, so that memory never grows."""
_CLOSE_S = 2.0
_CLOSE_HUNG_S = 0.2


class CapturedFrame(NamedTuple):
    """A picture, its sequence number, and when it was captured (seconds of the monotonic clock)."""

    number: int
    captured_at: float
    picture: Picture


class FrameReader:
    """`open_capture` opens the camera and may take any time.

    `raise_if_cancelled` is called while waiting, and may raise to end it.

    `fourcc` is the code of its format once it has started.
    `in_caller_thread` opens it in the caller's thread: the first opening on macOS belongs on the main one (opencv
    16427).
    """

    def __init__(
        self,
        open_capture: Callable[[], Capture],
        raise_if_cancelled: Callable[[], None],
        in_caller_thread: bool = False,
    ) -> None:
        self._open_capture = open_capture
        self._raise_if_cancelled = raise_if_cancelled
        self._in_caller_thread = in_caller_thread
        self._queue: queue.Queue[CapturedFrame | Exception | None] = queue.Queue()
        self._stop = threading.Event()
        self._is_hung = False
        self._thread: threading.Thread | None = None
        self.fourcc = ""

    def start(self, limit_s: float) -> float:
        """Seconds that opening took. Raises OperationFailed: `timeout` when it did not come to an end."""
        started_at = monotonic_s()
        capture = self._open_capture() if self._in_caller_thread else None
        self._thread = threading.Thread(target=self._run_reader, args=(capture,), name="camera", daemon=True)
        self._thread.start()
        self._next_item(Operation.OPEN, limit_s)
        return monotonic_s() - started_at

    def next_frame(self, limit_s: float) -> CapturedFrame:
        """The next picture.

        Raises OperationFailed: `timeout` for none within the limit, `closed` when no more will come.
        """
        item = self._next_item(Operation.READ, limit_s)
        if item is None:
            raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "opened twice")
        return item

    def close(self) -> bool:
        """Gives the camera back; False when the driver did not let go in time."""
        self._stop.set()
        if self._thread is None:
            return True
        self._thread.join(_CLOSE_HUNG_S if self._is_hung else _CLOSE_S)
        return not self._thread.is_alive()

    def _next_item(self, operation: Operation, limit_s: float) -> CapturedFrame | None:
        deadline = monotonic_s() + limit_s
        while True:
            self._raise_if_cancelled()
            try:
                item = self._queue.get(timeout=_WAKE_S)
            except queue.Empty:
                if monotonic_s() >= deadline:
                    self._is_hung = True
                    raise OperationFailed(operation, FailureKind.TIMEOUT) from None
                continue
            if isinstance(item, Exception):
                raise item
            return item

    def _run_reader(self, capture: Capture | None) -> None:
        try:
            opened_capture = capture or self._open_capture()
            try:
                self.fourcc = opened_capture.fourcc()
                self._queue.put(None)
                self._read_frames(opened_capture)
            finally:
                opened_capture.release()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the next picture
            self._queue.put(error)

    def _read_frames(self, capture: Capture) -> None:
        number = empty = 0
        while not self._stop.is_set():
            picture = to_picture(capture.read())
            if picture is not None:
                if self._queue.qsize() < _QUEUE_LENGTH:
                    self._queue.put(CapturedFrame(number, monotonic_s(), picture))
                number, empty = number + 1, 0
                continue
            empty += 1
            if empty >= _EMPTY_READS:
                raise OperationFailed(Operation.READ, FailureKind.CLOSED)
            self._stop.wait(_WAKE_S)
