"""A sound stream opened and held in a thread of its own: a driver that hangs blocks that thread only."""

import queue
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
import numpy.typing as npt

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.windows import com

Block = npt.NDArray[np.float32]
"""Samples x channels; full scale is 1."""
BlockHandler = Callable[[Block, bool], None]
"""Takes a block, and whether something was lost before it."""
StreamFactory = Callable[[BlockHandler], AbstractContextManager[None]]

_WAKE_S = 0.05
_QUEUE_LENGTH = 2000
"""Blocks that wait for a slow reader, some 20 s: further ones are let go, so that memory never grows."""
_CLOSE_S, _CLOSE_HUNG_S = 1.0, 0.2


class AudioStream:
    """`open_stream` gives a context in which blocks are delivered.

    `raise_if_cancelled` is called while waiting, and may raise to end it.

    `start` and `next_block` wait for it; `start_opening` and `drain` do not, so that several can be polled at once.
    """

    def __init__(
        self,
        open_stream: StreamFactory,
        raise_if_cancelled: Callable[[], None],
        operation: Operation = Operation.RECORD,
    ) -> None:
        self._open_stream = open_stream
        self._raise_if_cancelled = raise_if_cancelled
        self._operation = operation
        self._queue: queue.Queue[tuple[Block, bool] | Exception | None] = queue.Queue()
        self._pending: list[tuple[Block, bool]] = []
        self._stop = threading.Event()
        self._is_hung = False
        self.is_running = False
        self._thread = threading.Thread(target=self._run_stream, name="sound", daemon=True)

    def start(self, limit_s: float) -> None:
        """Returns when the stream runs. Raises OperationFailed: `timeout` when opening did not come to an end."""
        self.start_opening()
        item = self._next_item(limit_s)
        if item is not None:  # a driver may deliver before opening has returned
            self._pending.append(item)

    def start_opening(self) -> None:
        """Opens it without waiting for that: `drain` shows how far it is."""
        self._thread.start()

    def drain(self) -> list[tuple[Block, bool]]:
        """All blocks that are there by now; `is_running` is true once it is open.

        Raises OperationFailed when it broke.
        """
        blocks, self._pending = self._pending, []
        while not self._queue.empty():
            item = self._queue.get()
            if isinstance(item, Exception):
                if not blocks:
                    raise item
                self._queue.put(item)  # what came before it counts
                break
            if item is None:
                self.is_running = True
            else:
                blocks.append(item)
        return blocks

    def request_stop(self) -> None:
        """Tells it to end, without waiting for that."""
        self._stop.set()

    def next_block(self, limit_s: float) -> tuple[Block, bool]:
        """The next block, and whether something was lost before it. Raises OperationFailed `timeout`."""
        if self._pending:
            return self._pending.pop()
        item = self._next_item(limit_s)
        while item is None:
            item = self._next_item(limit_s)
        return item

    def close(self, *, is_hung: bool = False) -> bool:
        """Gives the device back; False when the driver did not let go in time.

        One that `is_hung` is hardly waited for.
        """
        self.request_stop()
        if self._thread.ident is None:
            return True
        self._thread.join(_CLOSE_HUNG_S if self._is_hung or is_hung else _CLOSE_S)
        return not self._thread.is_alive()

    def _next_item(self, limit_s: float) -> tuple[Block, bool] | None:
        deadline = monotonic_s() + limit_s
        while True:
            self._raise_if_cancelled()
            try:
                item = self._queue.get(timeout=_WAKE_S)
            except queue.Empty:
                if monotonic_s() >= deadline:
                    self._is_hung = True
                    raise OperationFailed(self._operation, FailureKind.TIMEOUT) from None
                continue
            if isinstance(item, Exception):
                raise item
            return item

    def _enqueue(self, block: Block, overflowed: bool) -> None:
        if self._queue.qsize() < _QUEUE_LENGTH:
            self._queue.put((block, overflowed))

    def _run_stream(self) -> None:
        try:
            if sys.platform == "win32":
                com.initialize_com()
            with self._open_stream(self._enqueue):
                self._queue.put(None)
                self._stop.wait()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the next block
            self._queue.put(error)
