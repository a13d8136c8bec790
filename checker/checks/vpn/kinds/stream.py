"""Talk over a connection, TLS or not: against one deadline, and never more than so many bytes."""

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress

from checker.checks.vpn.way import Way

ANSWER_S = 3.0
LOOK_S = 0.2
CHUNK = 4096
MOST = 65536
"""Bytes that are listened to; no gateway's first answer is longer."""


class Stream:
    """`heard`: all that came so far; `ended`: the other side hung up, or the line broke. Never raises OSError.

    `wants_certificate`: because we showed no certificate of our own, which TLS 1.3 tells only now (RFC 8446, 4.4.2).
    """

    def __init__(self, sock: socket.socket, way: Way) -> None:
        self._sock = sock
        self._way = way
        self.heard = b""
        self.ended = False
        self.wants_certificate = False

    def say(self, raw: bytes) -> None:
        """A line that broke is told by what is heard next: why it broke, or what came before it."""
        with suppress(OSError):
            self._sock.settimeout(max(0.1, min(ANSWER_S, self._way.left_s)))
            self._sock.sendall(raw)

    def hear(self, enough: Callable[[bytes], bool], seconds: float = ANSWER_S, most: int = MOST) -> bytes:
        """All that has come once `enough` says so, time or patience is over, or the other side hung up.

        Raises Cancelled.
        """
        ends = min(self._way.ends, time.monotonic() + seconds)
        while not (self.ended or enough(self.heard) or len(self.heard) >= most):
            self._way.go_on()
            left_s = ends - time.monotonic()
            if left_s <= 0:
                break
            self._more(min(left_s, LOOK_S))
        return self.heard

    def _more(self, wait_s: float) -> None:
        try:
            self._sock.settimeout(wait_s)
            came = self._sock.recv(CHUNK)
        except TimeoutError:
            return
        except OSError as error:
            came = b""
            self.wants_certificate = isinstance(error, ssl.SSLError) and "CERTIFICATE_REQUIRED" in str(error.reason)
        self.ended = not came
        self.heard += came
