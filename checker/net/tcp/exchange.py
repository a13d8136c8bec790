"""One request over TCP or TLS to one address, and whether anything came of it: ways that swallow packets show."""

import socket
from enum import Enum

from checker.model.failure import FailureKind, OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.tcp.phases import start_tls
from checker.net.tcp.segment import connect_tcp

CONNECT_S = 1.5
STALL_S = 2.0
"""So long nothing comes: a packet lost by chance is sent again after 0.2, 0.6 and 1.4 s (RFC 6298), so four would
have to be lost in a row."""


class ExchangeOutcome(Enum):
    """`answered`: what was asked for came, or the other side ended it; `stalled`: connected, then silence."""

    ANSWERED = "answered"
    STALLED = "stalled"
    NOT_CONNECTED = "shut"


class TcpExchange(Record, frozen=True, kw_only=True):
    """A request as bytes. `server_name`: TLS with this name, empty for none.

    `min_response_bytes`: bytes that must come back.

    `mss`: bytes of TCP in one packet, 0 for as the system likes; a request is then handed over in such pieces.
    """

    address: str
    port: int
    request: bytes
    server_name: str = ""
    min_response_bytes: int = 1
    mss: int = 0
    extra_ca: str | None = None


def run_exchange(exchange: TcpExchange) -> ExchangeOutcome:
    """Never raises OperationFailed or OSError.

    A certificate that is refused has arrived, which is what is asked here.
    """
    try:
        sock = connect_tcp(exchange.address, exchange.port, CONNECT_S, exchange.mss)
    except (OSError, OverflowError):
        return ExchangeOutcome.NOT_CONNECTED
    try:
        if exchange.server_name:
            sock = start_tls(sock, exchange.server_name, STALL_S, exchange.extra_ca)
        with sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return _send_and_receive(sock, exchange)
    except OperationFailed as failed:
        return ExchangeOutcome.STALLED if failed.failure.kind is FailureKind.TIMEOUT else ExchangeOutcome.ANSWERED
    except TimeoutError:
        return ExchangeOutcome.STALLED
    except OSError:
        return ExchangeOutcome.ANSWERED


def _send_and_receive(sock: socket.socket, exchange: TcpExchange) -> ExchangeOutcome:
    """Raises OSError; TimeoutError for silence."""
    sock.settimeout(STALL_S)
    chunk_bytes = exchange.mss or len(exchange.request)
    for offset in range(0, len(exchange.request), chunk_bytes):
        sock.sendall(exchange.request[offset : offset + chunk_bytes])
    deadline = monotonic_s() + STALL_S
    received_bytes = 0
    while received_bytes < exchange.min_response_bytes:
        remaining_s = deadline - monotonic_s()
        if remaining_s <= 0:
            return ExchangeOutcome.STALLED
        sock.settimeout(remaining_s)
        data = sock.recv(65_536)
        if not data:
            break
        received_bytes += len(data)
    return ExchangeOutcome.ANSWERED
