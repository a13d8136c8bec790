"""A UDP service on loopback in a thread, for as long as its context lasts."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from checker.demo.gateways.certificate_authority import HOST

DatagramHandler = Callable[[bytes, tuple[str, int]], list[bytes]]
"""From a datagram and where it came from, to what is sent back there."""


@contextmanager
def serve_udp(handle_datagram: DatagramHandler) -> Iterator[int]:
    """Yields its port. Datagrams are answered one after the other."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            for reply in handle_datagram(raw, self.client_address):
                sock.sendto(reply, self.client_address)

    with socketserver.UDPServer((HOST, 0), Handler) as server, running(server):
        yield server.server_address[1]


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[None]:
    """The server runs in a thread and is stopped at the end."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
