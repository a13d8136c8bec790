"""A page instead of a measuring server: by every endpoint and in every phase, none becomes a rate."""

import contextlib
import gzip
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.checks.line.transport.server import parse_server_url, redirected_server
from checker.model.failure import FailureKind
from checker.model.observation import Observations
from tests.checks.line.measuring import finding_codes, probe_context
from tests.net.servers import listening

PAGE = b"<!DOCTYPE html><html><head><title>WLAN</title></head><body>" + 60 * b"Bitte melden Sie sich an. " + b"</body>"
NOISE = os.urandom(1 << 20)
Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}
BINARY = {"Content-Type": "application/octet-stream"}
RIGHT: dict[str, Answer] = {
    "empty": (200, {"Content-Type": "text/html"}, b""),
    "garbage": (200, BINARY, NOISE * 8),
    "upload": (200, {}, b""),
}


@contextlib.contextmanager
def measuring_server(answer: Callable[[str], Answer], requests: list[str] | None = None) -> Iterator[str]:
    """Answers `empty`, `garbage`, and as `upload` what is posted; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if requests is not None:
                requests.append(path)
            self.reply("garbage" if "garbage" in path else path if requests is not None else "empty")

        def do_POST(self) -> None:
            left = int(self.headers["Content-Length"])
            while left and (piece := self.rfile.read(min(left, 65_536))):
                left -= len(piece)
            self.reply("upload")

        def reply(self, name: str) -> None:
            status, headers, body = answer(name)
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().handle()

        def finish(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().finish()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def measured(url: str) -> Observations:
    return Observations(LibreSpeed(LineNeed(endpoint=url)).measure(probe_context()))


def test_a_measuring_server_is_measured() -> None:
    with measuring_server(RIGHT.__getitem__) as url:
        observations = measured(url)
    assert observations.has("down.rate")
    assert observations.has("up.rate")


PAGES: dict[str, Answer] = {
    "a page": (200, HTML, PAGE),
    "a page without a type": (200, {}, PAGE),
    "a page as bytes": (200, BINARY, PAGE),
    "a large page": (200, BINARY, PAGE * 4000),
    "JSON": (200, {"Content-Type": "application/json"}, b'{"error": "no such route"}'),
    "zeros": (200, BINARY, bytes(4 << 20)),
    "a picture": (200, {"Content-Type": "image/png"}, NOISE[:40_000]),
    "compressed on the way": (200, {**BINARY, "Content-Encoding": "gzip"}, gzip.compress(NOISE * 2, 1)),
    "out of a cache": (200, {**BINARY, "Age": "600"}, NOISE * 8),
    "out of another cache": (200, {**BINARY, "X-Cache": "HIT from proxy"}, NOISE * 8),
}


@pytest.mark.parametrize("page", PAGES)
def test_in_place_of_a_download(page: str) -> None:
    with measuring_server(lambda name: PAGES[page] if name == "garbage" else RIGHT[name]) as url:
        observations = measured(url)
    failure = observations["down.rate"].failure
    assert failure is not None
    assert failure.kind is FailureKind.BAD_ANSWER
    assert "line.server-failed" in finding_codes(observations)
    assert not any(code.startswith("line.down-slow") for code in finding_codes(observations))


@pytest.mark.parametrize("page", ["a page", "a page without a type", "a page as bytes", "JSON", "a picture"])
def test_in_place_of_everything(page: str) -> None:
    with measuring_server(lambda _name: PAGES[page]) as url:
        observations = measured(url)
    failure = observations["server.answer"].failure
    assert failure is not None
    assert (failure.kind, failure.detail) == (FailureKind.BAD_ANSWER, "page")
    assert finding_codes(observations) == ["line.server-failed"]
    assert not observations.has("down.rate")
    assert not observations.has("up.rate")


@pytest.mark.parametrize("page", ["a page", "a page without a type", "a page as bytes"])
def test_in_place_of_an_answer_to_an_upload(page: str) -> None:
    with measuring_server(lambda name: PAGES[page] if name == "upload" else RIGHT[name]) as url:
        observations = measured(url)
    assert observations.has("down.rate")
    assert not observations.has("up.rate")
    assert "line.server-failed" in finding_codes(observations)


def test_a_redirect_on_the_same_host_is_followed_once() -> None:
    requests: list[str] = []

    def answer(path: str) -> Answer:
        if path in RIGHT:
            return RIGHT[path]
        if path == "/empty.php":
            return 302, {"Location": "/new/backend/empty.php"}, b""
        return RIGHT["empty"] if path == "/new/backend/empty.php" else (404, {}, b"")

    with measuring_server(answer, requests) as url:
        assert measured(url).has("down.rate")
    assert requests[:2] == ["/empty.php", "/new/backend/empty.php"]
    assert "/new/backend/garbage.php" in requests


@pytest.mark.parametrize(
    "location", ["http://192.0.2.9/empty.php", "/login", "https://127.0.0.1.evil.example/empty.php"]
)
def test_a_redirect_elsewhere_is_not_followed(location: str) -> None:
    requests: list[str] = []
    with measuring_server(lambda _path: (302, {"Location": location}, b""), requests) as url:
        observations = measured(url)
    assert finding_codes(observations) == ["line.server-failed"]
    assert observations["server.answer"].failure is not None
    assert observations["server.answer"].failure.detail == "302"
    assert set(requests) == {"/empty.php", "/backend/empty.php", "/empty", "/backend/empty"}


def test_a_redirect_in_a_circle_ends() -> None:
    requests: list[str] = []
    with measuring_server(lambda path: (301, {"Location": path}, b""), requests) as url:
        assert finding_codes(measured(url)) == ["line.server-failed"]
    assert len(requests) <= 6


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("https://desk.example/empty.php", "https://desk.example/"),
        ("//desk.example:8443/a/empty", "http://desk.example:8443/a/"),
        ("/a/b/empty.php?x=1", "http://desk.example/a/b/"),
        ("https://other.example/empty.php", None),
        ("ftp://desk.example/empty.php", None),
        ("/login?next=empty.php", None),
        ("http://[", None),
        ("", "http://desk.example/"),
    ],
)
def test_where_a_redirect_points(location: str, url: str | None) -> None:
    target = redirected_server(parse_server_url("http://desk.example/"), location)
    assert (target.url if target else None) == url


def test_a_socket_that_says_nothing_of_http() -> None:
    def answer(sock: socket.socket) -> None:
        sock.recv(2000)
        sock.sendall(PAGE)

    with listening(answer) as port:
        assert finding_codes(measured(f"http://127.0.0.1:{port}/")) == ["line.server-failed"]
