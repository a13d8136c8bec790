"""What a LibreSpeed client asks for, by the names of its PHP and of its other back ends."""

import json
import socket
import time

import pytest

from checker.desk.measure.server import MeasureServer
from tests.desk.measure.talk import request, talk

MIB = 1 << 20


@pytest.mark.parametrize(
    ("name", "answered"), [("0123456789abcdef", "0123456789abcdef"), ("x%0D%0AA:b", None), ("f" * 33, None)]
)
def test_the_answer_says_which_request_it_is_for(server: MeasureServer, name: str, answered: str | None) -> None:
    assert request(server.address, "GET", f"/garbage?ckSize=1&request={name}")[1].get("x-request") == answered


@pytest.mark.parametrize("path", ["/garbage", "/garbage.php", "/backend/garbage.php", "/backend/garbage"])
def test_download(server: MeasureServer, path: str) -> None:
    status, headers, body = request(server.address, "GET", path + "?ckSize=3&cors=true")
    assert (status, len(body)) == (200, 3 * MIB)
    assert headers["access-control-allow-origin"] == "*"
    assert "no-store" in headers["cache-control"]
    assert len(set(body[:4096])) > 200


@pytest.mark.parametrize("query, mib", [("", 4), ("?ckSize=x", 4), ("?ckSize=1", 1), ("?ckSize=0", 0)])
def test_size_of_a_download(server: MeasureServer, query: str, mib: int) -> None:
    assert len(request(server.address, "GET", "/garbage" + query)[2]) == mib * MIB


def test_download_is_capped(server: MeasureServer) -> None:
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"GET /garbage?ckSize=99999999 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"Content-Length: 1073741824\r\n" in sock.recv(2000)


@pytest.mark.parametrize("path", ["/empty", "/empty.php", "/backend/empty.php"])
def test_upload_is_counted(server: MeasureServer, path: str) -> None:
    status, headers, body = request(server.address, "POST", path, b"x" * 700_000)
    assert (status, body) == (200, b"")
    assert headers["x-upload-bytes"] == "700000"
    assert 0 <= float(headers["x-upload-seconds"]) < 10
    assert "X-Upload-Bytes" in headers["access-control-expose-headers"]


def test_upload_in_chunks(server: MeasureServer) -> None:
    sent = b"POST /empty HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    received = talk(server.address, sent + b"5;x=y\r\nabcde\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 200 ")
    assert b"X-Upload-Bytes: 15\r\n" in received


def test_count_while_an_upload_runs(server: MeasureServer) -> None:
    assert json.loads(request(server.address, "GET", "/upload/abcdefgh1")[2]) == {
        "bytes": 0,
        "seconds": 0.0,
        "limit": 1 << 30,
    }
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"POST /empty?upload=abcdefgh1 HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + b"y" * 1000)
        first = _count_of(server, 1000)
        sock.sendall(b"y" * 500)
        second = _count_of(server, 1500)
    assert second["seconds"] > first["seconds"] > 0
    assert _count_of(server, 1500)["bytes"] == 1500, "an upload that was broken off keeps its count"


def _count_of(server: MeasureServer, least: int) -> dict[str, float]:
    for _ in range(200):
        count: dict[str, float] = json.loads(request(server.address, "GET", "/backend/upload/abcdefgh1")[2])
        if count["bytes"] >= least:
            break
        time.sleep(0.01)
    return count


def test_two_streams_of_one_upload_add_up(server: MeasureServer) -> None:
    for _ in range(2):
        request(server.address, "POST", "/empty.php?upload=zzzzzzzz", b"x" * 300)
    assert json.loads(request(server.address, "GET", "/upload/zzzzzzzz")[2])["bytes"] == 600


def test_several_requests_at_once_are_answered_in_order(server: MeasureServer) -> None:
    received = talk(
        server.address,
        b"GET /empty HTTP/1.1\r\n\r\n"
        b"POST /empty HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody"
        b"GET /getIP HTTP/1.1\r\nConnection: close\r\n\r\n",
    )
    assert received.count(b"HTTP/1.1 200 OK") == 3
    assert received.index(b"X-Upload-Bytes: 4") < received.index(b"processedString")


@pytest.mark.parametrize(
    "headers, expected",
    [
        ({}, "127.0.0.0/24"),
        ({"X_Real_IP": "203.0.113.77"}, "203.0.113.0/24"),
        ({"X_Forwarded_For": "198.51.100.1, 203.0.113.9"}, "203.0.113.0/24"),
        ({"X_Real_IP": "2001:db8:1234:5678::9"}, "2001:db8:1234::/48"),
        ({"X_Real_IP": "::ffff:203.0.113.77"}, "203.0.113.0/24"),
        ({"X_Real_IP": "nonsense"}, "127.0.0.0/24"),
    ],
)
def test_address_is_cut_short(server: MeasureServer, headers: dict[str, str], expected: str) -> None:
    answer = json.loads(request(server.address, "GET", "/backend/getIP.php?isp=true", **headers)[2])
    assert answer["processedString"] == expected


def test_preflight_of_a_browser(server: MeasureServer) -> None:
    status, headers, _ = request(server.address, "OPTIONS", "/backend/empty.php", Origin="https://example.org")
    assert status == 204
    assert "POST" in headers["access-control-allow-methods"]
    assert "Content-Encoding" in headers["access-control-allow-headers"]


def test_a_big_upload_asks_first(serving: object) -> None:
    server = serving(upload_limit=1000)  # type: ignore[operator]
    with socket.create_connection(server.address, timeout=5) as sock:
        sock.sendall(b"POST /empty HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        sock.sendall(b"abc")
        assert b"X-Upload-Bytes: 3" in sock.recv(2000)
