"""line_relay.py NAMESPACE DEVICE NAMESPACE DEVICE DELAY_MS: a TUN device in each, and every packet late by DELAY_MS."""

import collections
import contextlib
import ctypes
import fcntl
import os
import select
import struct
import sys
import time

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


def relay(near: int, far: int, delay_s: float) -> None:
    queues: dict[int, collections.deque[tuple[float, bytes]]] = {near: collections.deque(), far: collections.deque()}
    other = {near: far, far: near}
    poll = select.epoll()
    for device in queues:
        poll.register(device, select.EPOLLIN)
    while True:
        due = min((queue[0][0] for queue in queues.values() if queue), default=None)
        wait = 1.0 if due is None else max(0.0, due - time.monotonic())
        for device, _ in poll.poll(wait):
            for _ in range(64):
                try:
                    packet = os.read(device, 2048)
                except BlockingIOError:
                    break
                queues[device].append((time.monotonic() + delay_s, packet))
        now = time.monotonic()
        for device, queue in queues.items():
            while queue and queue[0][0] <= now:
                with contextlib.suppress(OSError):
                    os.write(other[device], queue.popleft()[1])


if __name__ == "__main__":
    near_end, far_end = tun(sys.argv[1], sys.argv[2]), tun(sys.argv[3], sys.argv[4])
    print("ready", flush=True)
    relay(near_end, far_end, float(sys.argv[5]) / 1000)
