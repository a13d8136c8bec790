"""Small real servers on loopback: TCP and TLS for anything, HTTP by a table, DNS by a table."""

import contextlib
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Reply = tuple[int, dict[str, str], bytes]
Zone = Mapping[tuple[str, str], str | tuple[str, ...] | int | None]


@contextlib.contextmanager
def listening(answer: Callable[[socket.socket], None], host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A TCP server that hands each connection to `answer`; yields its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                answer(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with Server((host, port), Handler) as server, serving(server):
        yield server.server_address[1]


@contextlib.contextmanager
def tls(leaf: Path, answer: Callable[[socket.socket], None] = lambda sock: None) -> Iterator[int]:
    """A TLS server with the key and certificate of `leaf`; yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf)

    def secured(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(sock, server_side=True) as safe:
            answer(safe)
            safe.unwrap()

    with listening(secured) as port:
        yield port


@contextlib.contextmanager
def http(
    pages: dict[str, Reply],
    requests: list[str] | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    leaf: str | Path | None = None,
) -> Iterator[str]:
    """An HTTP server that answers by path, 404 otherwise; notes each request line in `requests`; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if requests is not None:
                requests.append(self.requestline)
            status, headers, body = pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        def server_bind(self) -> None:
            """Without asking the DNS what this host is called."""
            socketserver.TCPServer.server_bind(self)
            self.server_name, self.server_port = host, self.server_address[1]

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up, or refuses the certificate, is no error."""

    with Server((host, port), Handler) as server:
        if leaf:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(leaf)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        with serving(server):
            literal = f"[{host}]" if ":" in host else host
            yield f"{'https' if leaf else 'http'}://{literal}:{server.server_address[1]}"


@contextlib.contextmanager
def names(
    zone: "Zone",
    host: str = "127.0.0.1",
    port: int = 0,
    late_s: float = 0.0,
    truncates: bool = False,
    tcp: bool = False,
) -> Iterator[int]:
    """A DNS server by UDP, with `tcp` by TCP too; (name, type) gives records, an rcode, or None for silence.

    What is not listed is NXDOMAIN. `late_s`: how long it thinks before each answer. `truncates`: every answer says that
    the rest is to be had by TCP (RFC 1035, 4.1.1), where nobody listens.
    """

    def answer(raw: bytes) -> bytes | None:
        query = dns.message.from_wire(raw)
        question = query.question[0]
        kind = dns.rdatatype.to_text(question.rdtype)
        record = zone.get((question.name.to_text(), kind), dns.rcode.NXDOMAIN)
        if record is None:
            return None
        time.sleep(late_s)
        message = dns.message.make_response(query)
        message.flags |= dns.flags.RA
        if truncates:
            message.flags |= dns.flags.TC
        elif isinstance(record, int):
            message.set_rcode(dns.rcode.Rcode(record))
        else:
            records = (record,) if isinstance(record, str) else record
            message.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *records))
        return message.to_wire()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            if wire := answer(raw):
                with contextlib.suppress(OSError):  # a late answer, when the server has ended
                    sock.sendto(wire, self.client_address)

    class StreamHandler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            length = int.from_bytes(self.rfile.read(2))  # RFC 1035, 4.2.2
            if wire := answer(self.rfile.read(length)):
                self.wfile.write(len(wire).to_bytes(2) + wire)

    class Server(socketserver.ThreadingUDPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    class StreamServer(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        address_family = Server.address_family

    with contextlib.ExitStack() as running:
        server = running.enter_context(Server((host, port), Handler))
        number = server.server_address[1]
        while tcp:
            try:
                stream_server = running.enter_context(StreamServer((host, number), StreamHandler))
                running.enter_context(serving(stream_server))
                break
            except OSError:  # another program has this number by TCP
                if port:
                    raise
                server = running.enter_context(Server((host, 0), Handler))
                number = server.server_address[1]
        running.enter_context(serving(server))
        yield number


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """It serves in a thread until the context ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def tunnel(sock: socket.socket, port: int) -> None:
    """What an HTTP proxy does after CONNECT, with every name leading to this port on loopback."""
    sock.recv(5000)
    connected(sock, ("127.0.0.1", port))


def connected(sock: socket.socket, target: tuple[str, int]) -> None:
    """Says that the way through the proxy stands (RFC 9110, 9.3.6), and carries bytes both ways."""
    with socket.create_connection(target, 5) as onward:
        sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        onward.settimeout(None)
        there = threading.Thread(target=_pour, args=(sock, onward), daemon=True)
        there.start()
        _pour(onward, sock)
        there.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
