"""A bound on the whole of what is read from a connection: a socket's own time-out starts again with every byte.

A server that sends a byte now and then would hold up whoever reads a line (RFC 9112, 2.2): the head of an answer, a
proxy's answer to CONNECT, the sizes of chunks. So the connection is shut down under the reader when the time is over.
"""

import contextlib
import socket
import threading
import weakref
from collections.abc import Iterator

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

_local = threading.local()


class ReadDeadline:
    """`has_expired`: the time was over before the block ended, and the connection was shut down."""

    def __init__(self) -> None:
        self.has_expired = False


@contextlib.contextmanager
def read_deadline(connection: object, seconds: float | None) -> Iterator[ReadDeadline]:
    """Shuts the connection's socket down after so long, unless the block has ended. None: no bound.

    Raises TimeoutError where the block failed for that reason.
    """
    deadline = ReadDeadline()
    if seconds is None or connection is None:
        yield deadline
        return

    def expire() -> None:
        deadline.has_expired = True
        with contextlib.suppress(OSError):
            # Not an SSLSocket's own method, which would pull its TLS away under the reading thread.
            socket.socket.shutdown(_plain_socket(connection), socket.SHUT_RDWR)

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    except Exception as error:
        if deadline.has_expired:
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()


def _plain_socket(connection: object) -> socket.socket:
    """The socket itself, also of TLS inside TLS."""
    while not isinstance(connection, socket.socket):
        connection = getattr(connection, "socket", None)
        if connection is None:
            raise OSError
    return connection


def latest_socket() -> object:
    """What this thread's newest answer is read from."""
    reference = getattr(_local, "socket", None)
    return None if reference is None else reference()


class _Bounded(HTTPConnection):
    """`timeout` bounds the whole head of an answer, and of a proxy's answer to CONNECT."""

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]
        _local.socket = None if self.sock is None else weakref.ref(self.sock)
        timeout = self.timeout if isinstance(self.timeout, (int, float)) else None
        with read_deadline(self.sock, timeout) as deadline:
            response = super().getresponse()
        if deadline.has_expired:  # the end of a connection also ends a head
            response.close()
            self.close()
            raise TimeoutError
        return response

    def _tunnel(self) -> None:
        timeout = self.timeout if isinstance(self.timeout, (int, float)) else None
        with read_deadline(self.sock, timeout) as deadline:
            super()._tunnel()
        if deadline.has_expired:
            self.close()
            raise TimeoutError


class BoundedConnection(_Bounded):
    """http."""


class BoundedTlsConnection(_Bounded, HTTPSConnection):
    """https."""


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = BoundedConnection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = BoundedTlsConnection


POOL_CLASSES = {"http": _Pool, "https": _TlsPool}
"""For `PoolManager.pool_classes_by_scheme`."""
