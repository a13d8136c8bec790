"""TCP to the first of several addresses that accepts, side by side (RFC 8305): each has the time that it needs."""

import errno
import os
import selectors
import socket
from contextlib import ExitStack

from checker.net.clock import monotonic_s
from checker.net.tcp.segment import open_socket

REFUSAL_S = 2.6
"""Windows reports a refusal 2.0 s late: it sends its first packet again after each reset (Microsoft, KB 175523; libuv,
issue 2896). Whoever waits less calls it silence."""
ATTEMPT_DELAY_S = 0.25
"""From one address to the next (RFC 8305, 5)."""
_NO_WAY_CODES = {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
PENDING_CODES = {errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)}
"""Of a connection that is on its way."""


def connect_first(addresses: list[str], port: int, timeout_s: float, mss: int = 0) -> socket.socket:
    """A connection to one of these IP addresses, its time-out left at what remained; `mss` as `connect_tcp` has it.

    The earlier ones have a short lead, but a refusal starts the next at once. Raises OSError: that of the last address
    that this PC knows a way to, of which TimeoutError is silence; OverflowError for what is no port.
    """
    deadline = monotonic_s() + timeout_s
    delay_s = min(ATTEMPT_DELAY_S, max(0.0, timeout_s - REFUSAL_S) / max(1, len(addresses) - 1))
    with _Race(port, mss) as race:
        for address in addresses[:-1]:
            if race.start(address) or race.wait(min(deadline, monotonic_s() + delay_s)):
                break
        else:
            race.start(addresses[-1])
        while race.winner is None and race.is_pending and monotonic_s() < deadline:
            race.wait(deadline)
        if race.winner is None:
            raise _telling_error([race.errors.get(address) or TimeoutError() for address in addresses])
        connected = socket.socket(fileno=race.winner.detach())  # which leaving the context does not close
    connected.settimeout(max(0.001, deadline - monotonic_s()))
    return connected


def _telling_error(errors: list[OSError]) -> OSError:
    """A home without one of the IP versions has no way to those addresses: that says nothing of the others."""
    return next((error for error in reversed(errors) if error.errno not in _NO_WAY_CODES), errors[-1])


class _Race:
    """The connections on their way. A context: leaving it closes all but the one that was released."""

    def __init__(self, port: int, mss: int) -> None:
        self._port, self._mss = port, mss
        self._sockets = ExitStack()
        self._selector = selectors.DefaultSelector()
        self.errors: dict[str, OSError] = {}
        self.winner: socket.socket | None = None

    def __enter__(self) -> "_Race":
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        self._sockets.close()

    @property
    def is_pending(self) -> bool:
        return bool(self._selector.get_map())

    def start(self, address: str) -> bool:
        """Whether it connected at once."""
        try:
            sock = self._sockets.enter_context(open_socket(address, self._mss))
            sock.setblocking(False)
            code = sock.connect_ex((address, self._port))
        except OSError as error:
            self.errors[address] = error
            return False
        if code in PENDING_CODES:
            self._selector.register(sock, selectors.EVENT_WRITE, (sock, address))
            return False
        return self._end(sock, address, code)

    def wait(self, until: float) -> bool:
        """Until then, or until one has ended; whether it connected. Does not wait where none is on its way."""
        if not self.is_pending:
            return False
        for key, _ in self._selector.select(max(0.0, until - monotonic_s())):
            sock, address = key.data
            self._selector.unregister(sock)
            if self._end(sock, address, sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)):
                return True
        return False

    def _end(self, sock: socket.socket, address: str, code: int) -> bool:
        if code:
            self.errors[address] = OSError(code, os.strerror(code))
            return False
        self.winner = sock
        return True
