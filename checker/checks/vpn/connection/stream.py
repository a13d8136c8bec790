"""Bytes over a connection, TLS or not: against one deadline, and never more than so many."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from checker.checks.vpn.gateway_context import POLL_S, GatewayContext
from checker.net.clock import monotonic_s

RESPONSE_TIMEOUT_S = 3.0
CHUNK_B = 4096
MAX_RESPONSE_B = 65536
"""Bytes that are read; no gateway's first answer is longer."""


class GatewayStream:
    """Never raises OSError. `received`: all that came and was not taken.

    `is_closed`: the other side hung up, or the connection broke.
    `is_certificate_required`: because we showed no certificate of our own, which TLS 1.3 reports only now (RFC 8446,
    4.4.2).
    """

    def __init__(self, sock: socket.socket, context: GatewayContext) -> None:
        self._sock = sock
        self._context = context
        self.received = b""
        self.is_closed = False
        self.is_certificate_required = False

    def send(self, raw: bytes) -> None:
        """A connection that broke shows at the next read: why it broke, or what came before it."""
        with suppress(OSError):
            self._sock.settimeout(max(0.1, min(RESPONSE_TIMEOUT_S, self._context.remaining_s)))
            self._sock.sendall(raw)

    def receive_until(
        self,
        is_complete: Callable[[bytes], bool],
        timeout_s: float = RESPONSE_TIMEOUT_S,
        max_bytes: int = MAX_RESPONSE_B,
    ) -> bytes:
        """All that has come once `is_complete` says so, the time or the bytes are used up, or the other side hung up.

        Raises Cancelled.
        """
        deadline = min(self._context.deadline, monotonic_s() + timeout_s)
        while not (self.is_closed or is_complete(self.received) or len(self.received) >= max_bytes):
            self._context.raise_if_cancelled()
            remaining_s = deadline - monotonic_s()
            if remaining_s <= 0:
                break
            self._receive(min(remaining_s, POLL_S))
        return self.received

    def take(self, size: int) -> bytes:
        """So many bytes of what came, which then count as read."""
        chunk, self.received = self.received[:size], self.received[size:]
        return chunk

    def _receive(self, wait_s: float) -> None:
        try:
            self._sock.settimeout(wait_s)
            chunk = self._sock.recv(CHUNK_B)
        except TimeoutError:
            return
        except OSError as error:
            chunk = b""
            self.is_certificate_required = isinstance(error, ssl.SSLError) and "CERTIFICATE_REQUIRED" in str(
                error.reason
            )
        self.is_closed = not chunk
        self.received += chunk
