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
    `is_certificate_required`: by an alert about our certificate, since we showed none: TLS 1.3 reports that only now
    (RFC 8446, 4.4.2), TLS 1.2 where it begins anew because of what was requested.
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
            self.is_certificate_required = isinstance(error, ssl.SSLError) and is_certificate_alert(str(error.reason))
        self.is_closed = not chunk
        self.received += chunk


_CERTIFICATE_ALERTS = (
    "ALERT_HANDSHAKE_FAILURE",
    "ALERT_NO_CERTIFICATE",
    "ALERT_BAD_CERTIFICATE",
    "ALERT_UNSUPPORTED_CERTIFICATE",
    "ALERT_CERTIFICATE_UNKNOWN",
    "ALERT_UNKNOWN_CA",
    "ALERT_ACCESS_DENIED",
    "ALERT_CERTIFICATE_REQUIRED",
)
"""Ends of OpenSSL's names (sslerr.h) of what servers answer to a client without a certificate (RFC 8446, 6.2)."""


def is_certificate_alert(reason: str) -> bool:
    """Whether OpenSSL's reason is an alert by which a server turns away who shows no certificate."""
    return reason.endswith(_CERTIFICATE_ALERTS)
