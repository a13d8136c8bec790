"""Latency under load by small requests, where no train of packets gets through."""

import selectors
import socket
import statistics
from collections.abc import Iterator, Sequence

from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.recognition import verify_empty
from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s

EVERY_S = 0.025


class RequestProbe:
    """Several connections: one alone would be asked too seldom where an answer takes half a second."""

    def __init__(self, connections: Sequence[KeepAliveConnection], path: str) -> None:
        self._connections = list(connections)
        self._path = path
        self._next_at = 0.0
        self.samples: list[tuple[float, float]] = []

    @property
    def sockets(self) -> list[socket.socket]:
        """One for each connection, to wait for responses on."""
        return [connection.sock for connection in self._connections]

    def send_due(self) -> None:
        """Sends the next request where it is time and a connection is free."""
        now = monotonic_s()
        free = next((connection for connection in self._connections if connection.pending_since is None), None)
        if now < self._next_at or free is None:
            return
        self._next_at = now + EVERY_S
        try:
            free.send_request(self._path)
        except OperationFailed:
            self._connections.remove(free)

    def receive(self, sock: socket.socket, selector: selectors.BaseSelector) -> Iterator[tuple[float, float]]:
        """Answers on this connection: when they came, monotonic clock, and their round trip, seconds."""
        connection = next((candidate for candidate in self._connections if candidate.sock is sock), None)
        if connection is None:
            selector.unregister(sock)
            return
        try:
            response = connection.poll_response()
            if response is not None:
                verify_empty(response.body)
        except OperationFailed:
            selector.unregister(sock)
            self._connections.remove(connection)
            return
        if response is not None:
            self.samples.append((response.sent_at, response.round_trip_s))
            yield response.sent_at + response.round_trip_s, response.round_trip_s

    def round_trips(self, from_s: float, to_s: float) -> list[tuple[float, float]]:
        """When requests were sent in this time, and their round trips, seconds.

        One that still waits counts with that: left out, a full queue would read shorter.
        """
        now = monotonic_s()
        typical = statistics.median([seconds for _, seconds in self.samples] or [0.0])
        pending = [
            (connection.pending_since, now - connection.pending_since)
            for connection in self._connections
            if connection.pending_since is not None
        ]
        both = [*self.samples, *((sent, waited) for sent, waited in pending if waited > typical)]
        return [(sent, seconds) for sent, seconds in sorted(both) if from_s <= sent < to_s]
