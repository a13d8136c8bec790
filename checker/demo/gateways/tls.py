"""A gateway behind TLS that shows the sample firm's certificate and answers any request with a short page."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from checker.demo.gateways.certificate_authority import HOST, CertificateAuthority
from checker.demo.gateways.udp import running

PAGE = b"<!doctype html><title>Muster GmbH</title><p>Zugang der Muster GmbH (Beispiel)</p>"


class _PageHandler(BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        """Silent: the demo's own lines must stay readable."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A probe that hangs up after the handshake is no error."""


@contextmanager
def serve_tls(authority: CertificateAuthority) -> Iterator[int]:
    """Yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.certificate, authority.key)
    with _Server((HOST, 0), _PageHandler) as server:
        # the handshake belongs into the connection's own thread: a silent visitor must not hold up the next
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        with running(server):
            yield server.server_address[1]
