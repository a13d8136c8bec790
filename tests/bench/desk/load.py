"""python -m tests.bench.desk.load: brings ready requests over kept connections, and prints how long each took.

A process of its own that does as little as it can, because it shares the processors with the desk that it loads.
"""

import argparse
import json
import pickle
import selectors
import socket
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from checker.net.clock import monotonic_s

READ_BYTES = 65_536


class _Connection:
    """One kept connection: a request at a time."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begun = 0.0
        self._answer = bytearray()

    def send(self, request: bytes, due: float) -> None:
        """`due`: when it should have been sent, by the clock of `monotonic_s`: waiting for a connection counts too."""
        self.begun = due
        self._answer.clear()
        self.socket.sendall(request)

    def receive(self) -> int | None:
        """The status, once all of the answer is here."""
        chunk = self.socket.recv(READ_BYTES)
        if not chunk:
            raise ConnectionError("the desk hung up")
        self._answer += chunk
        head_end = self._answer.find(b"\r\n\r\n")
        if head_end < 0:
            return None
        head = bytes(self._answer[:head_end]).lower()
        begin = head.find(b"content-length:")
        length = int(head[begin + 15 :].split(b"\r\n", 1)[0]) if begin >= 0 else 0
        return int(head.split(b" ", 2)[1]) if len(self._answer) >= head_end + 4 + length else None


def bring(
    address: tuple[str, int], requests: Sequence[bytes], connections: int, rate: float
) -> tuple[list[float], list[int], float]:
    """Seconds of each, the statuses, and seconds in all. `rate`: begun a second; 0: as fast as answers come."""
    # In turn, so that none is idle for so long that the desk closes it.
    idle = deque(_Connection(address) for _ in range(connections))
    selector = selectors.DefaultSelector()
    for connection in idle:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    seconds: list[float] = []
    statuses: list[int] = []
    begin = monotonic_s()
    sent = 0
    while len(seconds) < len(requests):
        now = monotonic_s()
        due = len(requests) if not rate else min(len(requests), int((now - begin) * rate) + 1)
        while idle and sent < due:
            idle.popleft().send(requests[sent], now if not rate else begin + sent / rate)
            sent += 1
        wait_s = 5.0 if not rate or sent >= len(requests) or not idle else max(0.0, begin + sent / rate - monotonic_s())
        for key, _ in selector.select(wait_s):
            status = key.data.receive()
            if status is not None:
                seconds.append(monotonic_s() - key.data.begun)
                statuses.append(status)
                idle.append(key.data)
    return seconds, statuses, monotonic_s() - begin


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("requests", type=Path)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.0)
    words = parser.parse_args()
    requests = pickle.loads(words.requests.read_bytes())
    seconds, statuses, total = bring((words.host, words.port), requests, words.connections, words.rate)
    json.dump({"seconds": seconds, "statuses": statuses, "total": total}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
