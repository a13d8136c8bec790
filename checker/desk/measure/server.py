"""Accepts connections, each in a thread of its own, as many as allowed and never more."""

import contextlib
import socket
import threading
from collections import Counter

from checker.desk.measure.client_address import is_public_address
from checker.desk.measure.endpoints import MeasureEndpoints
from checker.desk.measure.http.connection import PeerDisconnected, ServerConnection
from checker.desk.measure.http.request import RequestRefused

MAX_CONNECTIONS = 512
"""At once. A client opens up to twelve; a thread costs some 50 KiB while it waits."""
MAX_PER_ADDRESS = 64
"""At once from one public address: an office of five measures at the same time, a flood does not."""
_MAX_REFUSING = 64
"""Threads that tell the surplus to come back; beyond them a connection is closed without a word."""
_POLL_S = 0.2


class MeasureServer:
    """Listens from its construction on; `serve` blocks until `stop`."""

    def __init__(
        self,
        address: tuple[str, int],
        endpoints: MeasureEndpoints | None = None,
        connections: int = MAX_CONNECTIONS,
        per_address: int = MAX_PER_ADDRESS,
    ) -> None:
        self._endpoints = endpoints or MeasureEndpoints()
        self._max_connections, self._per_address = connections, per_address
        self._lock = threading.Lock()
        self._open: dict[socket.socket, str] = {}
        self._open_per_address: Counter[str] = Counter()
        self._refusing = threading.BoundedSemaphore(_MAX_REFUSING)
        self._stopped = threading.Event()
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        is_dual_stack = address[0] == "::" and socket.has_dualstack_ipv6()
        self._socket = socket.create_server(address, family=family, backlog=256, dualstack_ipv6=is_dual_stack)
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
                    self._accept(*self._socket.accept())
                except (TimeoutError, ConnectionError):
                    continue
                except OSError:  # out of descriptors: some will be given back
                    self._stopped.wait(_POLL_S)
        with self._lock:
            open_sockets = list(self._open)
        for sock in open_sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Ends `serve` within a moment. May be called from a signal handler or another thread."""
        self._stopped.set()

    def _accept(self, sock: socket.socket, peer: tuple[str, int]) -> None:
        host = str(peer[0])
        counted_address = host if self._per_address and is_public_address(host) else ""
        with self._lock:
            is_full = len(self._open) >= self._max_connections or (
                counted_address and self._open_per_address[counted_address] >= self._per_address
            )
            if not is_full:
                self._open[sock] = counted_address
                self._open_per_address[counted_address] += 1
        handler = self._refuse_connection if is_full else self._serve_connection
        if is_full and not self._refusing.acquire(blocking=False):
            sock.close()
            return
        try:
            threading.Thread(target=handler, args=(sock, host), daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            if is_full:
                self._refusing.release()
            self._release(sock)

    def _serve_connection(self, sock: socket.socket, host: str) -> None:
        connection = ServerConnection(sock)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (request := connection.read_request()) is not None:
                self._endpoints.handle(connection, request, host, keep_alive=request.keep_alive)
                if not request.keep_alive:
                    connection.close_gracefully()
                    break
        except RequestRefused as refused:
            with contextlib.suppress(PeerDisconnected):
                retry_after = f"Retry-After: {refused.retry_after_s}\r\n" if refused.retry_after_s else ""
                connection.respond(refused.status, keep_alive=False, extra_headers=retry_after)
                connection.close_gracefully()
        except (PeerDisconnected, OSError):
            pass
        finally:
            self._release(sock)

    def _refuse_connection(self, sock: socket.socket, _host: str) -> None:
        connection = ServerConnection(sock)
        try:
            connection.respond(503, keep_alive=False, extra_headers="Retry-After: 5\r\n")
            connection.close_gracefully()
        except PeerDisconnected:
            pass
        finally:
            self._refusing.release()
            sock.close()

    def _release(self, sock: socket.socket) -> None:
        with self._lock:
            counted_address = self._open.pop(sock, None)
            if counted_address is not None:
                self._open_per_address[counted_address] -= 1
            if counted_address is not None and self._open_per_address[counted_address] <= 0:
                del self._open_per_address[counted_address]
        sock.close()
