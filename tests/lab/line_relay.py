"""relay.c in Python, for machines without a C compiler: the same words, no OFFLOAD, good to about 100 Mbit/s.

line_relay.py NAMESPACE DEVICE NAMESPACE DEVICE DELAY_MS [JITTER_MS JITTER_MS MAY_OVERTAKE 0]
"""

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time
from itertools import count

TUNSETIFF, IFF_TUN_NO_PI, CLONE_NEWNET = 0x400454CA, 0x1001, 0x40000000


def tun(namespace: str, name: str) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/var/run/netns/{namespace}", os.O_RDONLY)
    assert libc.setns(there, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_NO_PI))
    libc.setns(home, CLONE_NEWNET)
    os.close(there)
    os.close(home)
    return device


class Direction:
    """Packets on their way to `out`, by due time; of those due at once the earlier read goes first."""

    def __init__(self, out: int, delay_s: float, jitter_s: float, may_overtake: bool) -> None:
        self._out = out
        self._delay_s, self._jitter_s, self._may_overtake = delay_s, jitter_s, may_overtake
        self._waiting: list[tuple[float, int, bytes]] = []
        self._numbers = count()
        self._last_due = 0.0

    @property
    def due(self) -> float:
        return self._waiting[0][0] if self._waiting else float("inf")

    def take(self, packet: bytes) -> None:
        due = time.monotonic() + self._delay_s + random.random() * self._jitter_s
        self._last_due = due if self._may_overtake else max(due, self._last_due)
        heapq.heappush(self._waiting, (self._last_due, next(self._numbers), packet))

    def give(self, now: float) -> None:
        while self.due <= now:
            with contextlib.suppress(OSError):
                os.write(self._out, heapq.heappop(self._waiting)[2])


def relay(directions: dict[int, Direction]) -> None:
    """Returns when standard input ends."""
    poll = select.epoll()
    poll.register(0, select.EPOLLHUP | select.EPOLLRDHUP)
    for device in directions:
        poll.register(device, select.EPOLLIN)
    while True:
        wait = min(direction.due for direction in directions.values()) - time.monotonic()
        for device, _ in poll.poll(min(1.0, max(0.0, wait))):
            if device == 0:
                return
            for _ in range(64):
                try:
                    directions[device].take(os.read(device, 2048))
                except BlockingIOError:
                    break
        for direction in directions.values():
            direction.give(time.monotonic())


if __name__ == "__main__":
    near, far = tun(sys.argv[1], sys.argv[2]), tun(sys.argv[3], sys.argv[4])
    delay, there, back, overtake, offload = (float(word) for word in [*sys.argv[5:], "0", "0", "0", "0"][:5])
    assert not offload, "only the relay in C carries large packets"
    print("ready", flush=True)
    relay(
        {
            near: Direction(far, delay / 1000, there / 1000, bool(overtake)),
            far: Direction(near, delay / 1000, back / 1000, bool(overtake)),
        }
    )
