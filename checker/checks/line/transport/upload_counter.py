"""The server's running count of an upload, as it tells it by itself: a line each few hundredths of a second."""

import socket

from checker.checks.line.transport.byte_count import Sample
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.http11 import status_error
from checker.checks.line.transport.json_reply import json_numbers
from checker.checks.line.transport.nonblocking import receive_all
from checker.checks.line.transport.recognition import verify_count_head
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.head import take_head

EVERY_MS = ((25.0, 100), (float("inf"), 20))
"""Up to so many Mbit/s of download, milliseconds between two lines: each is acknowledged through the full uplink."""


class UploadCounter:
    """One connection that is only read, and is taken over: closed at once where the request fails.

    `samples`: the server's seconds since the upload began, and its bytes. `arrivals`: the same of segments, whatever a
    lost one holds back; empty where the server does not count them. Raises OperationFailed.
    """

    def __init__(self, sock: socket.socket, connector: Connector, path: str, down_mbit: float = 0.0) -> None:
        self.sock = sock
        self.samples: list[Sample] = []
        self.arrivals: list[Sample] = []
        self._received = bytearray()
        self._buffer = memoryview(bytearray(16_384))
        self._has_head = False
        every_ms = next(pause for most, pause in EVERY_MS if down_mbit <= most)
        try:
            connector.send_get(sock, f"{path}?every={every_ms}")
        except OperationFailed:
            sock.close()
            raise

    def receive_lines(self) -> None:
        """Takes in the lines that are there. Raises OperationFailed where there will be no more."""
        closed = receive_all(self.sock, self._buffer, self._received)
        if not self._has_head:
            head = take_head(self._received)
            self._has_head = head is not None
            if head is not None and head.status != 200:
                raise status_error(head.status)
            if head is not None:
                verify_count_head(head)
        if self._has_head:
            self._parse_lines()
        if closed:
            raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)

    def _parse_lines(self) -> None:
        *whole, rest = bytes(self._received).split(b"\n")
        self._received = bytearray(rest)
        for line in whole:
            numbers = json_numbers(line)
            if not {"bytes", "seconds"} <= numbers.keys():
                continue
            if numbers["bytes"] > 0:
                _append(self.samples, numbers["seconds"], numbers["bytes"])
                if {"arrived", "arrived_s"} <= numbers.keys():
                    _append(self.arrivals, numbers["arrived_s"], numbers["arrived"])


def _append(samples: list[Sample], at_s: float, byte_count: float) -> None:
    """Only what is later, and more."""
    if not samples or (at_s > samples[-1][0] and byte_count > samples[-1][1]):
        samples.append((at_s, byte_count))
