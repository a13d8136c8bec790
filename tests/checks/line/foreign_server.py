"""A LibreSpeed server that is not ours, with every fault that servers and what stands before them have."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

NOISE = bytes(range(256)) * 4096


@dataclass
class ServerFault:
    """`status` answers everything with it. `body_limit`: 413 beyond. `load`: what a download does."""

    status: int = 200
    body_limit: int = 1 << 40
    load: str = "full"
    close: bool = False
    chunked: bool = False
    counts_late: bool = False


@contextlib.contextmanager
def libre_speed_server(fault: ServerFault | None = None, folder: str = "/backend/") -> Iterator[str]:
    """Yields its address; endpoints end in .php and stand below `folder`."""
    with _Server(fault or ServerFault(), folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, fault: ServerFault, folder: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fault = fault
        self.folder = folder
        self.ended = threading.Event()
        self.arrived_bytes = 0

    def handle_error(self, *_: object) -> None:
        pass


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.server.fault.counts_late and "/upload/" in path:
            self._counts()
        elif path == f"{self.server.folder}garbage.php" and self.server.fault.status == 200:
            self._garbage()
        else:
            self._respond(self.server.fault.status if path == f"{self.server.folder}empty.php" else 404)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        if length > self.server.fault.body_limit:
            self._respond(413, close=True)
            return
        left = length
        while left and (piece := self.rfile.read(min(left, 65_536))):
            left -= len(piece)
        self.server.arrived_bytes += length
        self._respond(self.server.fault.status)

    def _counts(self) -> None:
        """Once, or a line each so many milliseconds, as the desk's."""
        every = parse_qs(urlsplit(self.path).query).get("every", [""])[0]
        if not every:
            self._respond(200, self._count())
            return
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.ended.wait(int(every) / 1000):
                self.wfile.write(self._count() + b"\n")

    def _count(self) -> bytes:
        return b'{"bytes": %d, "seconds": %f, "limit": 9}' % (self.server.arrived_bytes, time.monotonic())

    def _respond(self, status: int, body: bytes = b"", close: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if close or self.server.fault.close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)
        if close:
            self.connection.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                while self.connection.recv(1 << 20):
                    pass

    def _garbage(self) -> None:
        self.send_response(200)
        if self.server.fault.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(NOISE) * 100))
        self.end_headers()
        with contextlib.suppress(OSError):
            getattr(self, f"_{self.server.fault.load}")()

    def _full(self) -> None:
        for _ in range(100):
            head, tail = (b"%x\r\n" % len(NOISE), b"\r\n") if self.server.fault.chunked else (b"", b"")
            self.wfile.write(head + NOISE + tail)
        if self.server.fault.chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _nothing(self) -> None:
        self.server.ended.wait(30)

    def _trickle(self) -> None:
        while not self.server.ended.wait(0.05):
            self.wfile.write(NOISE[:500])

    def _reset(self) -> None:
        self.wfile.write(NOISE)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().handle()

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().finish()
