"""The child process that reads a datagram socket at once and notes when each arrived, whatever its parent is doing.

Started as `--receive-datagrams` by the same program, where the kernel notes no arrivals (Windows). It ends when its
parent closes the channel, or is gone.
"""

import contextlib
import os
import select
import socket
import sys

from checker.net.clock import wall_ns
from checker.net.receiver import FRAME, MAX_DATAGRAM, READY, SHARED_SIZES


def main() -> int:
    """Hands every datagram over with its time, and every error that the socket reports."""
    datagrams, channel = _inherited_sockets()
    with datagrams, channel, contextlib.suppress(OSError):  # the parent is gone
        datagrams.setblocking(False)
        channel.setblocking(True)
        channel.sendall(READY)
        while channel not in select.select([datagrams, channel], [], [])[0]:
            while (frame := _next_frame(datagrams)) is not None:
                channel.sendall(frame)
    return 0


def _inherited_sockets() -> tuple[socket.socket, socket.socket]:
    """By number where descriptors are inherited; on Windows as two descriptions on standard input (socket.share)."""
    if sys.platform == "win32":
        shared = b""
        while piece := os.read(0, 4096):
            shared += piece
        size, _ = SHARED_SIZES.unpack_from(shared)
        shared = shared[SHARED_SIZES.size :]
        return socket.fromshare(shared[:size]), socket.fromshare(shared[size:])
    return socket.socket(fileno=int(sys.argv[2])), socket.socket(fileno=int(sys.argv[3]))


def _next_frame(datagrams: socket.socket) -> bytes | None:
    try:
        data = datagrams.recv(MAX_DATAGRAM)
    except BlockingIOError:
        return None
    except OSError as error:
        return FRAME.pack(wall_ns(), error.errno or 0, 0)
    return FRAME.pack(wall_ns(), 0, len(data)) + data
