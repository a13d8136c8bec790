"""One request over TCP or TLS to one address, and whether anything came of it: ways that swallow packets show."""

import socket
import time
from enum import Enum

from checker.model.failure import FailureKind, OperationFailed
from checker.model.record import Record
from checker.net.phases import secure
from checker.net.segment import connected

CONNECT_S = 1.5
STALL_S = 2.0
"""So long nothing comes: a packet lost by chance is sent again after 0.2, 0.6 and 1.4 s (RFC 6298), so four would
have to be lost in a row."""


class Ending(Enum):
    """`answered`: what was asked for came, or the other side ended it; `stalled`: connected, then silence."""

    ANSWERED = "answered"
    STALLED = "stalled"
    SHUT = "shut"


class Call(Record, frozen=True, kw_only=True):
    """A request as bytes. `server_name`: TLS with this name, empty for none. `want`: bytes that must come back.

    `segment`: bytes of TCP in one packet, 0 for as the system likes; a request is then handed over in such pieces.
    """

    address: str
    port: int
    request: bytes
    server_name: str = ""
    want: int = 1
    segment: int = 0
    extra_ca: str | None = None


def exchange(call: Call) -> Ending:
    """Never raises OperationFailed or OSError.

    A certificate that is refused has arrived, which is what is asked here.
    """
    try:
        sock = connected(call.address, call.port, CONNECT_S, call.segment)
    except (OSError, OverflowError):
        return Ending.SHUT
    try:
        if call.server_name:
            sock = secure(sock, call.server_name, STALL_S, call.extra_ca)
        with sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return _asked(sock, call)
    except OperationFailed as failed:
        return Ending.STALLED if failed.failure.kind is FailureKind.TIMEOUT else Ending.ANSWERED
    except TimeoutError:
        return Ending.STALLED
    except OSError:
        return Ending.ANSWERED


def _asked(sock: socket.socket, call: Call) -> Ending:
    """Raises OSError; TimeoutError for silence."""
    sock.settimeout(STALL_S)
    piece = call.segment or len(call.request)
    for at in range(0, len(call.request), piece):
        sock.sendall(call.request[at : at + piece])
    ends = time.monotonic() + STALL_S
    got = 0
    while got < call.want:
        left = ends - time.monotonic()
        if left <= 0:
            return Ending.STALLED
        sock.settimeout(left)
        data = sock.recv(65_536)
        if not data:
            break
        got += len(data)
    return Ending.ANSWERED
