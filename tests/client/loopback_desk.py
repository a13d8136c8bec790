"""A small real desk on loopback: takes reports and hands out profiles as the API says, and has bad days on demand."""

import contextlib
import datetime
import json
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from checker.model.codec import report_from_json, to_json
from checker.model.report import Receipt
from checker.model.secrecy.own_report import SECRET_HEADER, ReportProgress, ReportStatus, is_secret_of

PORTAL = b"<!doctype html><html><title>WLAN-Anmeldung</title><body>Bitte melden Sie sich an.</body></html>"


class Handler(BaseHTTPRequestHandler):
    """One request; a bad day of `desk.days` answers in place of the desk."""

    protocol_version = "HTTP/1.1"
    desk: "Desk"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.desk.posts.append((dict(self.headers.items()), body))
        self._answer(lambda: self.desk.take(self, body))

    def do_GET(self) -> None:
        self.desk.gets.append(self.path)
        self.desk.headers.append(dict(self.headers.items()))
        self._answer(lambda: self.desk.give(self))

    def do_DELETE(self) -> None:
        self.desk.deletes.append(self.path)
        self.desk.headers.append(dict(self.headers.items()))
        self._answer(lambda: self.desk.answer_owner(self))

    def do_HEAD(self) -> None:
        self.desk.heads.append(self.path)
        self.desk.headers.append(dict(self.headers.items()))
        self.respond(200, b"")

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((time.time() if timestamp is None else timestamp) + self.desk.clock_ahead_s)

    def _answer(self, usual: Callable[[], None]) -> None:
        self.desk.busy.set()
        day = self.desk.days.pop(0) if self.desk.days else None
        try:
            day(self) if day else usual()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def respond(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Quiet."""


Day = Callable[[Handler], None]


@dataclass
class Desk:
    """`reports`: bodies by id, each once; `posts`, `gets`, `heads`, `deletes`: every request; `headers`: not of posts.

    `progress`: of every report; `secrets`: what came with questions about them.
    `profiles` and `announcements`: signed TOML by code; `manifest`: signed too. `clock_ahead_s`: how wrong the time of
    its answers is.
    """

    url: str = ""
    enrolment: str = "v1:token"
    days: list[Day] = field(default_factory=list)
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    gets: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    deletes: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    clock_ahead_s: float = 0.0
    reports: dict[str, bytes] = field(default_factory=dict)
    progress: ReportProgress = ReportProgress.RECEIVED
    secrets: list[str] = field(default_factory=list)
    profiles: dict[str, bytes] = field(default_factory=dict)
    manifest: bytes = b""
    announcements: dict[str, bytes] = field(default_factory=dict)
    busy: threading.Event = field(default_factory=threading.Event)

    def take(self, handler: Handler, body: bytes) -> None:
        if handler.headers["Homeoffice-Check-Enrolment"] != self.enrolment:
            refused(401, "enrolment-expired")(handler)
            return
        report = report_from_json(body)
        assert handler.headers["Idempotency-Key"] == report.id
        assert handler.headers["Content-Type"] == "application/json"
        already_there = report.id in self.reports
        if already_there and self.reports[report.id] != body:
            refused(409, "id-mismatch")(handler)
            return
        self.reports[report.id] = body
        handler.respond(200 if already_there else 201, to_json(receipt(report.id)))

    def give(self, handler: Handler) -> None:
        code = handler.path.rpartition("/")[2]
        if handler.path.startswith("/api/v1/reports/"):
            self.answer_owner(handler)
            return
        if handler.path.startswith("/api/v1/profiles/") and code in self.profiles:
            handler.respond(200, self.profiles[code], "application/toml")
        elif handler.path.startswith("/api/v1/incidents/") and code in self.announcements:
            handler.respond(200, self.announcements[code], "application/toml")
        elif handler.path == "/api/v1/programs" and self.manifest:
            handler.respond(200, self.manifest, "application/toml")
        else:
            refused(404, "profile-unknown")(handler)

    def answer_owner(self, handler: Handler) -> None:
        """How far a report is, or its deletion, for whoever has its secret."""
        report_id = handler.path.rpartition("/")[2]
        secret = handler.headers[SECRET_HEADER] or ""
        self.secrets.append(secret)
        if report_id not in self.reports:
            refused(404, "report-gone")(handler)
        elif not is_secret_of(secret, report_from_json(self.reports[report_id]).secret_digest):
            refused(403, "secret-wrong")(handler)
        elif handler.command == "DELETE":
            del self.reports[report_id]
            handler.respond(200, to_json(ReportStatus(id=report_id, progress=ReportProgress.DELETED)))
        else:
            handler.respond(200, to_json(ReportStatus(id=report_id, progress=self.progress)))


def receipt(report_id: str) -> Receipt:
    received = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return Receipt(id=report_id, reference="K7M-2QX", received=received, firm="Muster IT")


def refused(status: int, kind: str, **headers: str) -> Day:
    body = json.dumps({"kind": kind, "de": f"Nein, weil {kind}.", "en": f"No, because {kind}."}).encode()
    return lambda handler: handler.respond(status, body, **headers)


def answering(status: int, body: bytes = b"", kind: str = "text/html", **headers: str) -> Day:
    return lambda handler: handler.respond(status, body, kind, **headers)


def half(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.send_response(201)
    handler.send_header("Content-Length", "400")
    handler.end_headers()
    handler.wfile.write(b'{"id":"00')
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    """Closes without a word."""
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Resets the connection: RST instead of FIN."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def silent(released: threading.Event) -> Day:
    """Takes the request and says nothing until `released`."""

    def day(handler: Handler) -> None:
        released.wait(60)
        handler.close_connection = True

    return day


@contextlib.contextmanager
def desk_open(leaf: Path | None = None, host: str = "127.0.0.1", port: int = 0, name: str = "") -> Iterator[Desk]:
    """A desk that is open; over TLS with the certificate in the file `leaf`. `name`: what clients call its host."""
    desk = Desk()

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Quiet: a client that refuses the certificate goes away in the handshake."""

        def server_bind(self) -> None:
            """Without asking the DNS what this host is called."""
            socketserver.TCPServer.server_bind(self)
            self.server_name, self.server_port = host, self.server_address[1]

    server = Server((host, port), type("DeskHandler", (Handler,), {"desk": desk}))
    if leaf is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(leaf)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme, usual = ("https", ":443") if leaf else ("http", ":80")
    desk.url = f"{scheme}://{name or host}:{server.server_port}".removesuffix(usual)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def nobody() -> Iterator[str]:
    """An address on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
