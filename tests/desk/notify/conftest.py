"""The desk of the cases' tests, with channels, and counterparts that take mail, webhooks and tickets."""

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.desk.reports.cases.conftest import case_desk, new_code

__all__ = ["case_desk", "help_desk", "new_code", "notified", "smtp", "webhooks"]


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


class HelpDesk(BaseHTTPRequestHandler):
    """Zammad's and osTicket's interface for new tickets, as far as their documentation tells it.

    Zammad: docs.zammad.org/en/latest/api/ticket (a group that is none: 422), api/intro (Authorization: 401).
    osTicket: setup/doc/api/tickets.md (required fields, unknown ones refused, 201 with the number as text).
    """

    ZAMMAD_FIELDS = frozenset({"title", "group", "customer", "customer_id", "article", "state", "priority", "tags"})
    OSTICKET_REQUIRED = frozenset({"email", "name", "subject", "message"})
    OSTICKET_FIELDS = OSTICKET_REQUIRED | {"alert", "autorespond", "ip", "phone", "source", "topicId", "attachments"}

    def do_POST(self) -> None:
        """A ticket, or why there is none."""
        ticket = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.is_down:  # type: ignore[attr-defined]
            self._answer(502, b"<html>Bad gateway</html>")
        elif self.headers["Content-Type"] != "application/json":
            self._answer(400, b"Unsupported data format")
        elif self.path == "/api/v1/tickets":
            self._zammad(ticket)
        elif self.path == "/support/api/tickets.json":
            self._osticket(ticket)
        else:
            self._answer(404, b"Not found")

    def _zammad(self, ticket: dict) -> None:
        if self.headers["Authorization"] != "Token token=zammad-token":
            self._answer(401, b'{"error":"Invalid BasicAuth credentials"}')
        elif ticket["group"] != "Homeoffice":
            self._answer(422, b'{"error":"No lookup value found for \'group\'"}')
        else:
            assert ticket.keys() <= self.ZAMMAD_FIELDS and ticket["title"] and ticket["customer_id"]
            assert ticket["article"]["type"] == "note" and ticket["article"]["body"]
            self._answer(201, json.dumps({"id": 19, "number": self._take(ticket)}).encode())

    def _osticket(self, ticket: dict) -> None:
        if self.headers["X-API-Key"] != "OSTICKETKEY":
            self._answer(401, b"Valid API key required")
        elif not ticket.keys() >= self.OSTICKET_REQUIRED or not ticket.keys() <= self.OSTICKET_FIELDS:
            self._answer(400, b"Unable to create new ticket: validation errors")
        else:
            assert isinstance(ticket.get("topicId", 1), int)
            self._answer(201, self._take(ticket).encode())

    def _take(self, ticket: dict) -> str:
        self.server.tickets.append(ticket)  # type: ignore[attr-defined]
        return str(22000 + len(self.server.tickets))  # type: ignore[attr-defined]

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def help_desk() -> Iterator[HTTPServer]:
    """Zammad at its root, osTicket below /support."""
    server = HTTPServer(("127.0.0.1", 0), HelpDesk)
    server.tickets, server.is_down = [], False  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


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
