"""Latency under load by small requests, where no train of packets gets through."""

import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Sequence

from checker.checks.line.flow import READ
from checker.checks.line.ping import Ping
from checker.model.failure import OperationFailed

EVERY_S = 0.025


class Pings:
    """Several connections: one alone would be asked too seldom where an answer takes half a second."""

    def __init__(self, pings: Sequence[Ping], path: str) -> None:
        self._pings = list(pings)
        self._path = path
        self._next = 0.0
        self.seen: list[tuple[float, float]] = []

    def watch(self, waiting: selectors.BaseSelector) -> None:
        """Each connection is registered with its socket."""
        for ping in self._pings:
            waiting.register(ping.sock, READ, ping.sock)

    def ask(self) -> None:
        """Sends the next request where it is time and a connection is free."""
        now = time.monotonic()
        free = next((ping for ping in self._pings if ping.waits_since is None), None)
        if now < self._next or free is None:
            return
        self._next = now + EVERY_S
        try:
            free.ask(self._path)
        except OperationFailed:
            self._pings.remove(free)

    def look(self, sock: socket.socket, waiting: selectors.BaseSelector) -> Iterator[tuple[float, float]]:
        """Answers on this connection: when they came, monotonic clock, and their round trip, seconds."""
        ping = next((one for one in self._pings if one.sock is sock), None)
        if ping is None:
            waiting.unregister(sock)
            return
        try:
            echo = ping.look()
        except OperationFailed:
            waiting.unregister(sock)
            self._pings.remove(ping)
            return
        if echo is not None:
            self.seen.append((echo.sent, echo.seconds))
            yield echo.sent + echo.seconds, echo.seconds

    def round_trips(self, from_s: float, to_s: float) -> list[tuple[float, float]]:
        """When requests were sent in this time, and their round trips, seconds.

        One that still waits counts with that: left out, a full queue would read shorter.
        """
        now = time.monotonic()
        typical = statistics.median([seconds for _, seconds in self.seen] or [0.0])
        late = [(one.waits_since, now - one.waits_since) for one in self._pings if one.waits_since is not None]
        both = [*self.seen, *((sent, waited) for sent, waited in late if waited > typical)]
        return [(sent, seconds) for sent, seconds in sorted(both) if from_s <= sent < to_s]
