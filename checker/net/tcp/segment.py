"""A TCP connection that asks for small packets: what a path that swallows large ones still carries."""

import socket
import sys


def connect_tcp(address: str, port: int, timeout_s: float, mss: int = 0) -> socket.socket:
    """A connection to an IP address. `mss`: bytes of TCP in one packet, both ways; 0 for as the system likes.

    Raises OSError, and OverflowError for what is no port.
    """
    sock = open_socket(address, mss)
    try:
        sock.settimeout(timeout_s)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


def open_socket(address: str, mss: int = 0) -> socket.socket:
    """A socket of this address's family that has not connected yet. Raises OSError."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if mss:
            limit_mss(sock, mss)
    except BaseException:
        sock.close()
        raise
    return sock


def limit_mss(sock: socket.socket, mss: int) -> None:
    """Before connecting: TCP_MAXSEG (RFC 9293, 3.7.1). Windows has none that can be set.

    There the receive buffer is made so small that no larger packet is asked for (SO_RCVBUF, read before connecting).
    """
    if sys.platform == "win32":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, mss)
    else:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, mss)
