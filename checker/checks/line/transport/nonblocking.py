"""Reading and writing a socket that never waits, plain or TLS alike."""

import socket
import ssl
import struct
import sys

from checker.model.failure import Operation, OperationFailed

_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def receive(sock: socket.socket, buffer: memoryview) -> int | None:
    """Bytes read into `buffer`, 0 at the end of the stream, None where nothing is there yet. Raises OSError."""
    try:
        return sock.recv_into(buffer)
    except _WOULD_BLOCK:
        return None


def receive_all(
    sock: socket.socket, buffer: memoryview, received: bytearray, operation: Operation = Operation.RECEIVE
) -> bool:
    """Appends all that is there to `received`, by way of `buffer`; whether the stream is at its end.

    Raises OperationFailed of this operation.
    """
    try:
        while n := receive(sock, buffer):
            received += buffer[:n]
    except OSError as error:
        raise OperationFailed.from_error(operation, error) from error
    return n == 0


def send(sock: socket.socket, data: bytes | memoryview) -> int:
    """Bytes taken; 0 where none fit just now. Raises OSError."""
    try:
        return sock.send(data)
    except _WOULD_BLOCK:
        return 0


def abort(sock: socket.socket) -> None:
    """Closes at once: what the system still holds for sending is thrown away and does not load the line any longer."""
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    except OSError:
        pass  # it is gone already
    finally:
        sock.close()
