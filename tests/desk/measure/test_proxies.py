"""The endpoints behind real reverse proxies, with the very settings of the README, and with nginx's own."""

import json
import re
import socket
import time
from pathlib import Path

import pytest

import checker.desk.measure
from checker.desk.measure.server import MeasureServer
from checker.net.stamp import pack_sender_packet as packet
from checker.net.stamp import parse_reflector_packet
from tests.desk.measure.talk import request
from tests.desk.measure.test_process import started
from tests.net.front_ends import CADDY, NGINX, caddy, free_port, nginx

README = Path(checker.desk.measure.__file__).with_name("README.md")
STREAM = Path("/usr/lib/nginx/modules/ngx_stream_module.so")
MIB = 1 << 20


def documented(language: str, number: int = 0) -> str:
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(blocks[number]).replace("127.0.0.1:8001", "127.0.0.1:{behind}")


def swapped(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def _counted_while_it_runs(front: tuple[str, int]) -> int:
    """What the endpoint has counted of half an upload, seen through the same proxy."""
    with socket.create_connection(front, timeout=5) as sock:
        fields = f"Host: {front[0]}:{front[1]}\r\nContent-Length: 800000\r\n"
        head = f"POST /measure/empty?upload=abcdefgh HTTP/1.1\r\n{fields}\r\n"
        sock.sendall(head.encode() + b"x" * 400_000)
        until = time.monotonic() + 1.5
        count = 0
        while count < 400_000 and time.monotonic() < until:
            count = json.loads(request(front, "GET", "/measure/upload/abcdefgh")[2])["bytes"]
            time.sleep(0.05)
        return count


def _passes(front: tuple[str, int]) -> None:
    assert _counted_while_it_runs(front) == 400_000
    status, headers, _ = request(front, "POST", "/measure/empty", b"x" * (3 * MIB))
    assert (status, headers["x-upload-bytes"]) == (200, str(3 * MIB))
    assert len(request(front, "GET", "/measure/garbage?ckSize=8")[2]) == 8 * MIB


@pytest.mark.skipif(NGINX is None, reason="needs nginx")
def test_nginx_as_documented(server: MeasureServer, tmp_path: Path) -> None:
    block = documented("nginx").replace("{behind}", str(server.address[1]))
    with nginx(tmp_path, swapped(block, ("443 ssl", "LISTEN"))) as front:
        _passes(front)


@pytest.mark.skipif(NGINX is None, reason="needs nginx")
def test_nginx_as_it_comes_collects_and_limits(server: MeasureServer, tmp_path: Path) -> None:
    inside = f"location /measure/ {{ proxy_pass http://127.0.0.1:{server.address[1]}/; }}"
    with nginx(tmp_path, f"server {{ listen LISTEN; {inside} }}") as front:
        assert _counted_while_it_runs(front) == 0
        assert request(front, "POST", "/measure/empty", b"x" * (MIB + 1))[0] == 413


@pytest.mark.skipif(NGINX is None or not STREAM.exists(), reason="needs nginx and libnginx-mod-stream")
def test_stamp_through_nginx_as_documented(tmp_path: Path) -> None:
    """Two clients, each with a session and a port of its own."""
    process, desk = started("--stamp", "127.0.0.1:0")
    with process:
        front, reflector_port = free_port(socket.SOCK_DGRAM), json.loads(request(desk, "GET", "/stamp")[2])["port"]
        stream = documented("nginx", 1).replace("{behind}", str(reflector_port))
        main_block = f"load_module {STREAM};\n" + swapped(stream, ("203.0.113.7:8001", f"127.0.0.1:{front}"))
        block = documented("nginx").replace("{behind}", str(desk[1]))
        with nginx(tmp_path, swapped(block, ("443 ssl", "LISTEN")), main_block) as web:
            for _ in range(2):
                session = json.loads(request(web, "GET", "/measure/stamp")[2])
                assert _counted(front, session["ssid"], bytes.fromhex(session["key"])) == list(range(20))
        process.terminate()


def _counted(port: int, session: int, key: bytes) -> list[int]:
    """The reflector's own numbers in the answers to twenty packets."""
    counts = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5)
        sock.connect(("127.0.0.1", port))
        for n in range(20):
            sock.send(packet(key, session, n, time.time(), 172))
            answer = parse_reflector_packet(sock.recv(2048), key)
            assert answer is not None
            assert (answer.session, answer.sender_sequence) == (session, n)
            counts.append(answer.sequence)
    return counts


@pytest.mark.skipif(CADDY is None, reason="needs caddy")
def test_caddy_as_documented(server: MeasureServer, tmp_path: Path) -> None:
    block = documented("caddy").replace("{behind}", str(server.address[1]))
    with caddy(tmp_path, swapped(block, ("desk.example", "LISTEN"))) as front:
        _passes(front)
