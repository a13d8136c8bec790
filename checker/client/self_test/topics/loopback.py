"""Ends of connections on this PC's own loopback: one that refuses, one that accepts."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

LOOPBACK = {4: "127.0.0.1", 6: "::1"}


@contextmanager
def closed_port(kind: socket.SocketKind = socket.SOCK_STREAM, version: int = 4) -> Iterator[int]:
    """A port that nobody listens on, held so that nobody else begins to. Raises OSError.

    A bound TCP socket that does not listen refuses; for UDP the port is let go, for a bound one would take packets.
    """
    with _bound_socket(kind, version) as sock:
        port = int(sock.getsockname()[1])
        if kind is socket.SOCK_DGRAM:
            sock.close()
        yield port


@contextmanager
def connected_pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of one TCP connection. Raises OSError."""
    with _bound_socket(socket.SOCK_STREAM, 4) as listener:
        listener.listen(1)
        listener.settimeout(2)
        with socket.create_connection(listener.getsockname()[:2], timeout=2) as client:
            server, _ = listener.accept()
            with server:
                server.settimeout(2)
                yield client, server


def _bound_socket(kind: socket.SocketKind, version: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, kind)
    try:
        sock.bind((LOOPBACK[version], 0))
    except OSError:
        sock.close()
        raise
    return sock
