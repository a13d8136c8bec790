"""The desk of the cases' tests, with channels, and counterparts that take mail and webhooks."""

import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.desk.reports.cases.conftest import case_desk, new_code

__all__ = ["case_desk", "new_code", "notified", "smtp", "webhooks"]


class SmtpSink(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 to take a message; `refusing` answers 451 to its recipient."""

    def handle(self) -> None:
        """One session."""
        self._answer("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self._answer("354 go on")
                lines = []
                while (data := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(data)
                self.server.mails.append("".join(lines))  # type: ignore[attr-defined]
                self._answer("250 taken")
            elif word == "RCPT" and self.server.refusing:  # type: ignore[attr-defined]
                self._answer("451 later")
            elif word == "QUIT":
                self._answer("221 bye")
                return
            else:
                self._answer("250 ok")

    def _answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class WebhookSink(BaseHTTPRequestHandler):
    """Notes what is posted, and answers with the server's `status`."""

    def do_POST(self) -> None:
        """One message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((dict(self.headers), body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def smtp() -> Iterator[socketserver.ThreadingTCPServer]:
    """A mail server."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), SmtpSink)
    server.daemon_threads = True
    server.mails, server.refusing = [], False  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhooks() -> Iterator[HTTPServer]:
    """A receiver of webhooks."""
    server = HTTPServer(("127.0.0.1", 0), WebhookSink)
    server.posts, server.status = [], 204  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def notified(case_desk: object) -> Iterator[None]:
    """Without channels, before and after."""
    from checker.desk.notify.channels import mark_channels  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.notify.models import Channel, MailServer, QueuedMessage  # noqa: PLC0415 - as above

    def clear() -> None:
        for model in (QueuedMessage, Channel, MailServer):
            model.objects.all().delete()
        mark_channels()

    clear()
    yield
    clear()
