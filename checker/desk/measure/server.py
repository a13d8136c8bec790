"""Accepts connections, each in a thread of its own, as many as allowed and never more."""

import contextlib
import socket
import threading
from collections import Counter

from checker.desk.measure.address import from_outside
from checker.desk.measure.endpoints import Endpoints
from checker.desk.measure.request import Refused
from checker.desk.measure.wire import Gone, Wire

CONNECTIONS = 512
"""At once. A client opens up to twelve; a thread costs some 50 KiB while it waits."""
PER_ADDRESS = 64
"""At once from one public address: an office of five measures at the same time, a flood does not."""
_TURNED_AWAY = 64
"""Threads that tell the surplus to come back; beyond them a connection is closed without a word."""
_POLL_S = 0.2


class Server:
    """Listens from its construction on; `serve` blocks until `stop`."""

    def __init__(
        self,
        address: tuple[str, int],
        endpoints: Endpoints | None = None,
        connections: int = CONNECTIONS,
        per_address: int = PER_ADDRESS,
    ) -> None:
        self._endpoints = endpoints or Endpoints()
        self._most, self._per_address = connections, per_address
        self._lock = threading.Lock()
        self._open: dict[socket.socket, str] = {}
        self._from: Counter[str] = Counter()
        self._refusing = threading.BoundedSemaphore(_TURNED_AWAY)
        self._stopped = threading.Event()
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        both = address[0] == "::" and socket.has_dualstack_ipv6()
        self._socket = socket.create_server(address, family=family, backlog=256, dualstack_ipv6=both)
        self._socket.settimeout(_POLL_S)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens, the port as the system gave it."""
        host, port = self._socket.getsockname()[:2]
        return str(host), int(port)

    def serve(self) -> None:
        """Accepts until `stop`, then closes every connection."""
        with self._socket:
            while not self._stopped.is_set():
                try:
                    self._take(*self._socket.accept())
                except (TimeoutError, ConnectionError):
                    continue
                except OSError:  # out of descriptors: some will be given back
                    self._stopped.wait(_POLL_S)
        with self._lock:
            left = list(self._open)
        for sock in left:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Ends `serve` within a moment. May be called from a signal handler or another thread."""
        self._stopped.set()

    def _take(self, sock: socket.socket, peer: tuple[str, int]) -> None:
        host = str(peer[0])
        counted = host if self._per_address and from_outside(host) else ""
        with self._lock:
            full = len(self._open) >= self._most or (counted and self._from[counted] >= self._per_address)
            if not full:
                self._open[sock] = counted
                self._from[counted] += 1
        work = self._turn_away if full else self._speak
        if full and not self._refusing.acquire(blocking=False):
            sock.close()
            return
        try:
            threading.Thread(target=work, args=(sock, host), daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            if full:
                self._refusing.release()
            self._let_go(sock)

    def _speak(self, sock: socket.socket, host: str) -> None:
        wire = Wire(sock)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (request := wire.request()) is not None:
                self._endpoints.answer(wire, request, host, keep=request.keep)
                if not request.keep:
                    wire.part()
                    break
        except Refused as refused:
            with contextlib.suppress(Gone):
                later = f"Retry-After: {refused.retry_after_s}\r\n" if refused.retry_after_s else ""
                wire.answer(refused.status, keep=False, extra=later)
                wire.part()
        except (Gone, OSError):
            pass
        finally:
            self._let_go(sock)

    def _turn_away(self, sock: socket.socket, _host: str) -> None:
        wire = Wire(sock)
        try:
            wire.answer(503, keep=False, extra="Retry-After: 5\r\n")
            wire.part()
        except Gone:
            pass
        finally:
            self._refusing.release()
            sock.close()

    def _let_go(self, sock: socket.socket) -> None:
        with self._lock:
            counted = self._open.pop(sock, None)
            if counted is not None:
                self._from[counted] -= 1
            if counted is not None and self._from[counted] <= 0:
                del self._from[counted]
        sock.close()
