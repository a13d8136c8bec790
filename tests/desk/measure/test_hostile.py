"""What a stranger may send: an answer or a closed door, in bounded time and memory, and the others unharmed."""

import contextlib
import socket
import threading
import time

import pytest

from checker.desk.measure.http import connection
from checker.desk.measure.http.request import RequestRefused, parse_request
from checker.desk.measure.load.uploads import MAX_UPLOADS, UploadRegistry
from checker.desk.measure.server import MeasureServer
from tests.desk.measure.conftest import Serving
from tests.desk.measure.talk import request, talk


@pytest.mark.parametrize(
    "sent, status",
    [
        (b"GET / HTTP/1.1\r\n\r\n", 404),
        (b"GET /backend/../garbage HTTP/1.1\r\n\r\n", 404),
        (b"GET /upload/short HTTP/1.1\r\n\r\n", 404),
        (b"DELETE /garbage HTTP/1.1\r\n\r\n", 405),
        (b"POST /garbage HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405),
        (b"GET /garbage HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde", 405),
        (b"POST /empty HTTP/1.1\r\n\r\n", 411),
        (b"POST /empty HTTP/1.1\r\nContent-Length: 99999999999999999\r\n\r\n", 413),
        (b"POST /empty HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /empty HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        (b"POST /empty HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST /empty HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (b"POST /empty HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"POST /empty HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", 413),
        (b"POST /empty HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", 400),
        (b"GET /empty HTTP/2.0\r\n\r\n", 505),
        (b"GET http://elsewhere/ HTTP/1.1\r\n\r\n", 400),
        (b"GET /empty HTTP/1.1\r\nNo colon\r\n\r\n", 400),
        (b"GET /empty HTTP/1.1\r\nX: a\r\n folded\r\n\r\n", 400),
        (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\n\r\n", 400),
        (b"GET /empty HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET /empty HTTP/1.1\r\nX: " + b"a" * 40_000, 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    ],
)
def test_is_refused_with(server: MeasureServer, sent: bytes, status: int) -> None:
    assert talk(server.address, sent).startswith(b"HTTP/1.1 %d " % status)
    assert request(server.address, "GET", "/empty")[0] == 200


@pytest.mark.parametrize("head", [b"", b"\xff\x00", b"GET", b"GET / HTTP/1.1\r\n: x", b"GET / HTTP/1.1\r\nA B: x"])
def test_no_head(head: bytes) -> None:
    with pytest.raises(RequestRefused):
        parse_request(head)


def test_too_large_is_said_before_the_body_is_read(serving: Serving) -> None:
    server = serving(upload_limit=1000)
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"POST /empty HTTP/1.1\r\nContent-Length: 90000000\r\n\r\n")
        with contextlib.suppress(OSError):
            sock.sendall(b"x" * 3_000_000)
        assert sock.recv(2000).startswith(b"HTTP/1.1 413 ")


def test_a_dripping_head_ends(server: MeasureServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_S", 0.4)
    began = time.monotonic()
    with socket.create_connection(server.address, timeout=5) as sock:
        received = b""
        with contextlib.suppress(OSError):
            for letter in b"GET /empty HTTP/1.1\r\nX-Slow: " + b"y" * 1000:
                sock.sendall(bytes([letter]))
                sock.settimeout(0.03)
                with contextlib.suppress(TimeoutError):
                    received = sock.recv(2000)
                    break
    assert received.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /empty HTTP/1.1\r\nContent-Length: 100\r\n\r\nnothing more",
        b"POST /empty HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /garbage?ckSize=1024 HTTP/1.1\r\n\r\n",
    ],
)
def test_who_stalls_is_let_go(serving: Serving, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connection, "STALL_S", 0.3)
    monkeypatch.setattr(connection, "IDLE_S", 0.3)
    server = serving(connections=1)
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(sent)
        assert _free_again(server), "the only place is still taken"


def _free_again(server: MeasureServer) -> bool:
    for _ in range(100):
        time.sleep(0.05)
        if request(server.address, "GET", "/empty")[0] == 200:
            return True
    return False


def test_a_client_that_leaves_ends_its_download(serving: Serving) -> None:
    server = serving(connections=1)
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"GET /garbage?ckSize=1024 HTTP/1.1\r\n\r\n")
        sock.recv(100_000)
        assert request(server.address, "GET", "/empty")[0] == 503
    assert _free_again(server)


def test_too_many_are_told_to_come_back(serving: Serving) -> None:
    server = serving(connections=3)
    held = [socket.create_connection(server.address, timeout=5) for _ in range(3)]
    try:
        for sock in held:
            sock.sendall(b"GET /empty HTTP/1.1\r\n\r\n")
            assert sock.recv(2000).startswith(b"HTTP/1.1 200 ")
        status, headers, _ = request(server.address, "GET", "/empty")
        assert (status, headers["retry-after"]) == (503, "5")
    finally:
        for sock in held:
            sock.close()
    assert _free_again(server)


def test_counts_are_forgotten() -> None:
    uploads = UploadRegistry()
    with uploads.track("still-runs".replace("-", "")) as running:
        running.bytes = 7
        for number in range(MAX_UPLOADS + 500):
            with uploads.track(f"upload{number:06d}") as progress:
                progress.bytes = 1
        counts = [uploads.count(f"upload{number:06d}") for number in range(MAX_UPLOADS + 500)]
        remembered = [count is not None and count.bytes == 1 for count in counts]
        assert sum(remembered) <= MAX_UPLOADS + 1
        assert remembered[-1] and not remembered[0], "the oldest are forgotten"
        count = uploads.count("stillruns")
        assert count is not None
        assert count.bytes == 7


def test_stop_ends_what_runs(server: MeasureServer) -> None:
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"GET /garbage?ckSize=1024 HTTP/1.1\r\n\r\n")
        sock.recv(1000)
        threading.Timer(0.1, server.stop).start()
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(1 << 20):
                pass
