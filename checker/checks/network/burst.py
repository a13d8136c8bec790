"""Many TCP connections, one after the other: one whose first packet or its answer is lost comes a second late."""

import errno
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack

COUNT, INTERVAL_S = 35, 0.05
"""Twenty a second, as a browser opens them: below what a firewall takes for an attack. Two lost of 35 prove 1 %."""
LOST_S = 0.9
"""Systems send a lost SYN again after 1 s (RFC 6298, 2.1): what comes later was lost once."""
_LOOK_S = 0.05
_UNDER_WAY = {errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)}
_ANSWERED = {0, errno.ECONNREFUSED, errno.ECONNRESET}


def connects(
    address: str, port: int, go_on: Callable[[], None], count: int = COUNT, interval_s: float = INTERVAL_S
) -> list[float | None]:
    """Seconds until each was answered, None for lost; closed at once. Fewer than `count` where none can be opened.

    A refusal is an answer.
    """
    with ExitStack() as kept, selectors.DefaultSelector() as waiting:
        burst = _Burst(kept, waiting)
        began = time.monotonic()
        for number in range(count):
            go_on()
            if not burst.open(address, port):
                break
            burst.listen(began + (number + 1) * interval_s)
        ends = time.monotonic() + LOST_S
        while burst.waits and time.monotonic() < ends:
            go_on()
            burst.listen(min(ends, time.monotonic() + _LOOK_S))
        return burst.seconds


class _Burst:
    """The connections under way; `seconds` as far as they came."""

    def __init__(self, kept: ExitStack, waiting: selectors.BaseSelector) -> None:
        self._kept = kept
        self._waiting = waiting
        self.seconds: list[float | None] = []

    @property
    def waits(self) -> bool:
        return bool(self._waiting.get_map())

    def open(self, address: str, port: int) -> bool:
        sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        self._kept.callback(sock.close)
        sock.setblocking(False)
        code = sock.connect_ex((address, port))
        if code not in _UNDER_WAY | _ANSWERED:
            return False
        self._waiting.register(sock, selectors.EVENT_WRITE, (sock, len(self.seconds), time.monotonic()))
        self.seconds.append(None)
        return True

    def listen(self, until: float) -> None:
        while (left := until - time.monotonic()) > 0:
            if not self.waits:
                time.sleep(left)
                return
            for key, _ in self._waiting.select(left):
                sock, number, began = key.data
                taken = time.monotonic() - began
                self._waiting.unregister(sock)
                answered = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in _ANSWERED
                self.seconds[number] = taken if answered and taken <= LOST_S else None
                sock.close()
