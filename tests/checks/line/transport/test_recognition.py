"""A page instead of a measuring server: by every endpoint and in every phase, none becomes a rate."""

import collections
import contextlib
import gzip
import os
import socket
import threading
import time
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
    "out of nginx' cache": (200, {**BINARY, "X-Cache-Status": "HIT"}, NOISE * 8),
    "out of a cache of RFC 9211": (200, {**BINARY, "Cache-Status": "Edge; hit; ttl=376"}, NOISE * 8),
    "out of a delivery network": (200, {**BINARY, "CF-Cache-Status": "REVALIDATED"}, NOISE * 8),
    "out of Varnish": (200, {**BINARY, "X-Varnish": "32770 3"}, NOISE * 8),
    "out of a cache that keeps silent": (200, {**BINARY, "X-Request": "0123456789abcdef"}, NOISE * 8),
    "a film": (200, {"Content-Type": "video/mp4"}, NOISE * 8),
    "a font": (200, {"Content-Type": "font/woff2"}, NOISE * 8),
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


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Cache": "MISS from proxy"},
        {"X-Cache-Status": "BYPASS"},
        {"X-Varnish": "32770"},
        {"Age": "0"},
        {"Cache-Control": "no-store"},
        {"Content-Encoding": "identity"},
        {"Cache-Status": "Edge; fwd=miss; stored"},
    ],
)
def test_a_cache_that_has_nothing_is_no_cache(headers: dict[str, str]) -> None:
    right: Answer = (200, {**BINARY, **headers}, NOISE * 8)
    with measuring_server(lambda name: right if name == "garbage" else RIGHT[name]) as url:
        assert measured(url).has("down.rate")


UPLOAD_ANSWERS: dict[str, Answer] = {
    **{name: PAGES[name] for name in ("a page", "a page without a type", "a page as bytes", "JSON", "a picture")},
    "JSON without a type": (200, {}, b'{"ok": false, "message": "method not allowed"}'),
    "another count": (200, {"X-Upload-Bytes": "0"}, b""),
    "no content": (204, {}, b""),
    "an error": (500, HTML, PAGE),
    "a redirect": (307, {"Location": "/login"}, b""),
}


@pytest.mark.parametrize("page", UPLOAD_ANSWERS)
def test_in_place_of_an_answer_to_an_upload(page: str) -> None:
    with measuring_server(lambda name: UPLOAD_ANSWERS[page] if name == "upload" else RIGHT[name]) as url:
        observations = measured(url)
    assert observations.has("down.rate")
    assert not observations.has("up.rate")
    assert "line.server-failed" in finding_codes(observations)


@pytest.mark.parametrize("body", [b"", b"OK", b'{"bytes": 65536, "seconds": 0.1}', b"\r\n"])
def test_an_upload_may_be_answered_by(body: bytes) -> None:
    with measuring_server(lambda name: (200, {}, body) if name == "upload" else RIGHT[name]) as url:
        assert measured(url).has("up.rate")


def test_a_page_that_ends_with_its_connection() -> None:
    """HTTP/1.0: no length, no chunks; and too short for its randomness to be told."""

    def answer(sock: socket.socket) -> None:
        request = sock.recv(4000)
        if b"garbage" in request:
            sock.sendall(b"HTTP/1.0 200 OK\r\nServer: lock\r\n\r\n" + PAGE[:600])
        else:
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            while sock.recv(4000):
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with listening(answer) as port:
        observations = measured(f"http://127.0.0.1:{port}/")
    assert observations["down.rate"].failure is not None
    assert observations["down.rate"].failure.detail == "page"


def test_whom_the_download_showed_to_be_a_page_is_sent_no_upload() -> None:
    """A catch-all answers a body as `empty` does: with nothing."""
    with measuring_server(lambda name: PAGES["a page"] if name == "garbage" else RIGHT[name]) as url:
        observations = measured(url)
    assert [observations[name].failure.detail for name in ("down.rate", "up.rate") if observations[name].failure] == [
        "page",
        "page",
    ]
    assert not observations.has("up.bytes")


PHASES = ("empty", "garbage", "upload")


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("page", ["a page", "a page without a type", "an error", "a redirect", "nothing"])
def test_a_sign_in_that_ends_in_the_middle(phase: str, page: str) -> None:
    """From the second answer of a phase on, every request is answered by the page."""
    pages: dict[str, Answer] = {**PAGES, **UPLOAD_ANSWERS, "nothing": (200, {}, b"")}
    counts: collections.Counter[str] = collections.Counter()

    def answer(name: str) -> Answer:
        counts[name] += 1
        begun = [earlier for earlier in PHASES[: PHASES.index(phase) + 1] if counts[earlier]]
        return pages[page] if phase in begun and counts[phase] > 3 else RIGHT[name]

    with measuring_server(answer) as url:
        observations = measured(url)
    assert not {"line.down-slow", "line.up-slow", "line.latency-high"} & set(finding_codes(observations))
    for name in ("down.rate", "up.rate"):
        assert (observations.number(name) or 1000) > 50, "a page's rate"


def test_who_answers_before_the_body_is_there_is_counted_by_what_follows() -> None:
    """Express answers at once. A second request on the connection waits for the body."""
    line_in_front = threading.Lock()

    def answer(sock: socket.socket) -> None:
        reader = sock.makefile("rb")
        while line := reader.readline():
            length = 0
            while (header := reader.readline().strip()) != b"":
                if header.lower().startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
            if b"garbage" in line:
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (8 << 20) + NOISE * 8)
                continue
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % ((2, b"OK") if length else (0, b"")))
            while length:
                with line_in_front:
                    length -= len(reader.read(min(length, 16_384)))
                    time.sleep(0.002)  # 65 Mbit/s at most

    with listening(answer) as port:
        observations = measured(f"http://127.0.0.1:{port}/")
    assert observations.has("up.rate")
    assert (observations.number("up.rate") or 0) < 80, "what left is not what arrived"


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


def test_a_chain_of_redirects_on_the_same_host_is_followed() -> None:
    chain = {"/empty.php": "/a/empty.php", "/a/empty.php": "/b/empty", "/b/empty": "/c/empty.php"}

    def answer(path: str) -> Answer:
        if path in chain:
            return 302, {"Location": chain[path]}, b""
        return RIGHT.get(path, RIGHT["empty"] if path == "/c/empty.php" else (404, {}, b""))

    requests: list[str] = []
    with measuring_server(answer, requests) as url:
        assert measured(url).has("down.rate")
    assert "/c/garbage.php" in requests


@pytest.mark.parametrize("name", ["garbage", "upload"])
@pytest.mark.parametrize("location", ["/login", "https://login.example/"])
def test_a_redirect_of_a_load_is_no_rate(name: str, location: str) -> None:
    redirect: Answer = (302, {"Location": location}, PAGE)
    with measuring_server(lambda endpoint: redirect if endpoint == name else RIGHT[endpoint]) as url:
        observations = measured(url)
    failure = observations["up.rate" if name == "upload" else "down.rate"].failure
    assert failure is not None
    assert failure.detail == "302"
    assert "line.server-failed" in finding_codes(observations)


def test_a_redirect_in_a_circle_ends() -> None:
    requests: list[str] = []
    with measuring_server(lambda path: (301, {"Location": path}, b""), requests) as url:
        assert finding_codes(measured(url)) == ["line.server-failed"]
    assert len(requests) <= 8


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
