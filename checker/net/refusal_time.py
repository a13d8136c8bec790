"""How soon a host refuses: a datagram to a closed port, or a connection. For hosts that answer no echo request."""

import errno
import select
import socket

from checker.net.clock import monotonic_s

_REFUSED = (errno.ECONNREFUSED, errno.ECONNRESET, 10054, 10061)
"""The last two are Windows' WSAECONNRESET and WSAECONNREFUSED."""
_IN_PROGRESS = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, 10035)
_DATAGRAM = b"\0" * 32


def udp_refusal_s(address: str, port: int, wait_s: float) -> float | None:
    """The round trip until a closed port is refused (ICMP port unreachable, RFC 1122, 4.1.3.1); None for silence."""
    began = monotonic_s()
    try:
        with _socket(address, socket.SOCK_DGRAM) as sock:
            sock.connect(_target(address, port))
            began = monotonic_s()
            sock.send(_DATAGRAM)
            if select.select([sock], [], [], wait_s)[0]:
                sock.recv(len(_DATAGRAM))
    except OSError as error:
        return monotonic_s() - began if error.errno in _REFUSED else None
    return None


def tcp_answer_s(address: str, port: int, wait_s: float) -> float | None:
    """The round trip until a connection is refused, or made and ended at once; None for silence."""
    try:
        with _socket(address, socket.SOCK_STREAM) as sock:
            began = monotonic_s()
            code = sock.connect_ex(_target(address, port))
            if code not in _IN_PROGRESS:
                return monotonic_s() - began if code in _REFUSED else None
            # Windows tells of a refusal among the exceptions alone
            if not any(select.select([], [sock], [sock], wait_s)[1:]):
                return None
            seconds = monotonic_s() - began
            return seconds if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in (0, *_REFUSED) else None
    except OSError:
        return None


def _socket(address: str, kind: socket.SocketKind) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
    sock.setblocking(False)
    return sock


def _target(address: str, port: int) -> tuple[object, ...]:
    return tuple(socket.getaddrinfo(address, port, type=socket.SOCK_DGRAM)[0][4])
