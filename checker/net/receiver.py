"""When datagrams arrived, where the kernel does not tell: another process of this program reads them at once.

A busy interpreter reads its sockets late, by as long as its other threads hold it; that process has no others.
"""

import os
import socket
import struct
import subprocess
import sys

from checker.bootstrap.own_command import own_command
from checker.net.receive_time import TimestampedDatagram, receive_datagram

FRAME = struct.Struct("!qHH")
"""Nanoseconds since 1970, the number of an error or 0, bytes of data that follow."""
READY = b"r"
SHARED_SIZES = struct.Struct("!HH")
"""Bytes of the two descriptions of sockets that follow (WSAPROTOCOL_INFO)."""
MAX_DATAGRAM = 2048
_CHUNK_BYTES = 65_536


class ReceiverProcess:
    """Reads a connected socket, which this process goes on sending with.

    Constructing it starts the child and waits for nothing: before it is ready, and where it cannot be had, datagrams
    are read here.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._is_ready = False
        self._received = bytearray()
        self._channel, self._far_end = socket.socketpair()
        self._channel.setblocking(False)
        self._process = _start(sock, self._far_end)

    def readable(self) -> socket.socket:
        """The socket to wait on, until this is called again."""
        if not self._is_ready and self._fill() and self._received.startswith(READY):
            del self._received[: len(READY)]
            self._is_ready = True
            self._far_end.close()  # not before: Windows' child opens what is still open here (WSADuplicateSocket)
        return self._channel if self._is_ready else self._sock

    def receive(self) -> TimestampedDatagram | None:
        """The next datagram, or None where none is there. Raises OSError: what the socket reported to the child."""
        if not self._is_ready:
            return receive_datagram(self._sock)
        self._is_ready = self._fill() or len(self._received) >= FRAME.size
        if len(self._received) < FRAME.size:
            return None
        at_ns, code, size = FRAME.unpack_from(self._received)
        if len(self._received) < FRAME.size + size:
            return None
        data = bytes(self._received[FRAME.size : FRAME.size + size])
        del self._received[: FRAME.size + size]
        if code:
            raise OSError(code, os.strerror(code))
        return TimestampedDatagram(data=data, sender=self._sock.getpeername(), received_at_s=at_ns / 1e9)

    def _fill(self) -> bool:
        """Takes in what the child has sent; whether it still lives."""
        try:
            piece = self._channel.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._received += piece
        return bool(piece)

    def close(self) -> None:
        """Ends the child, which may still be starting; the socket stays open."""
        self._channel.close()
        self._far_end.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _start(datagrams: socket.socket, channel: socket.socket) -> "subprocess.Popen[bytes] | None":
    """The child, with both sockets; None where it cannot be started."""
    try:
        if sys.platform == "win32":
            process = subprocess.Popen(
                own_command("--receive-datagrams"),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )
            shared = datagrams.share(process.pid), channel.share(process.pid)
            if process.stdin is not None:
                with process.stdin as pipe:
                    pipe.write(SHARED_SIZES.pack(*map(len, shared)) + b"".join(shared))
            return process
        descriptors = datagrams.fileno(), channel.fileno()
        return subprocess.Popen(
            own_command("--receive-datagrams", *map(str, descriptors)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=descriptors,
            process_group=0,  # Ctrl-C is for the program, which then ends it
        )
    except OSError:
        return None
