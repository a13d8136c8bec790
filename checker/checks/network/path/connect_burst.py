"""Many TCP connections, one after the other: one whose first packet or its answer is lost comes a second late."""

import errno
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack

from checker.net.clock import monotonic_s
from checker.net.tcp.race import PENDING_CODES, REFUSAL_S
from checker.net.tcp.segment import open_socket

COUNT, INTERVAL_S = 35, 0.05
"""Twenty a second, as a browser opens them: below what a firewall takes for an attack. Two lost of 35 prove 1 %."""
LOST_S = 0.9
"""Systems send a lost SYN again after 1 s (RFC 6298, 2.1): what comes later was lost once."""
_POLL_S = 0.05
_ANSWER_CODES = {0, errno.ECONNREFUSED, errno.ECONNRESET}


def connect_burst(
    address: str, port: int, raise_if_cancelled: Callable[[], None], count: int = COUNT, interval_s: float = INTERVAL_S
) -> list[float | None]:
    """Seconds until each was answered, None for lost; closed at once. Fewer than `count` where none can be opened.

    A refusal is an answer; one that Windows reports late is left out, for it tells neither loss nor time.
    """
    with ExitStack() as open_sockets, selectors.DefaultSelector() as selector:
        burst = _Burst(open_sockets, selector)
        started = monotonic_s()
        for number in range(count):
            raise_if_cancelled()
            if not burst.open(address, port):
                break
            burst.poll(started + (number + 1) * interval_s)
        deadline = monotonic_s() + REFUSAL_S
        while burst.is_pending and monotonic_s() < deadline:
            raise_if_cancelled()
            burst.poll(min(deadline, monotonic_s() + _POLL_S))
        return burst.answers()


class _Burst:
    """The connections under way."""

    def __init__(self, open_sockets: ExitStack, selector: selectors.BaseSelector) -> None:
        self._open_sockets = open_sockets
        self._selector = selector
        self._seconds: list[float | None] = []
        self._refused_late: set[int] = set()

    @property
    def is_pending(self) -> bool:
        return bool(self._selector.get_map())

    def open(self, address: str, port: int) -> bool:
        sock = open_socket(address)
        self._open_sockets.callback(sock.close)
        sock.setblocking(False)
        code = sock.connect_ex((address, port))
        if code not in PENDING_CODES | _ANSWER_CODES:
            return False
        self._selector.register(sock, selectors.EVENT_WRITE, (sock, len(self._seconds), monotonic_s()))
        self._seconds.append(None)
        return True

    def poll(self, until: float) -> None:
        while (remaining_s := until - monotonic_s()) > 0:
            if not self.is_pending:
                time.sleep(remaining_s)
                return
            for key, _ in self._selector.select(remaining_s):
                sock, number, started = key.data
                elapsed_s = monotonic_s() - started
                self._selector.unregister(sock)
                code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if elapsed_s <= LOST_S:
                    self._seconds[number] = elapsed_s if code in _ANSWER_CODES else None
                elif code == errno.ECONNREFUSED:
                    self._refused_late.add(number)
                sock.close()

    def answers(self) -> list[float | None]:
        return [seconds for number, seconds in enumerate(self._seconds) if number not in self._refused_late]
