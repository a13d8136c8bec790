"""Many slow lines at once: pages are answered at once, the surplus hears when to come again, nothing is left open."""

import contextlib
import os
import re
import socket
import time
from pathlib import Path

import pytest

from checker.desk.programs.transfer.file_response import MAX_DOWNLOADS_PER_NETWORK
from tests.desk.programs.conftest import fill
from tests.desk.sampled import Sampled

BIG = 40_000_000
"""Bytes: more than what a socket's buffers take in."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    with Sampled(tmp_path_factory.mktemp("slow"), "--behind-proxy") as served:
        served.meet()
        fill(served)
        with (served.data / "programs" / "Homeoffice-Check-0.10.0-windows.exe").open("wb") as file:
            file.truncate(BIG)
        yield served


def begin(desk: Sampled, network: int) -> tuple[socket.socket, bytes]:
    host, port = desk.url.removeprefix("http://").split(":")
    sock = socket.create_connection((host, int(port)), timeout=20)
    path = f"/d/{desk.code}/Homeoffice-Check_{desk.code}.exe"
    sender = f"10.{network // 256}.{network % 256}.1"
    sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {sender}\r\n\r\n".encode())
    return sock, sock.recv(4096)


def status(head: bytes) -> int:
    return int(head.split(b" ", 2)[1])


def test_pages_do_not_wait_for_downloads(desk: Sampled) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(90):
            sock, head = begin(desk, number)
            stack.enter_context(sock)
            assert status(head) == 200
        began = time.monotonic()
        assert desk.get("/health").status == 200
        assert desk.get(f"/d/{desk.code}/").status == 200
        assert time.monotonic() - began < 10, "they would wait for ever"
        more = [begin(desk, 300 + number) for number in range(20)]
        full = [head for _, head in more if status(head) == 503]
        for sock, _ in more:
            stack.enter_context(sock)
        assert full and all(b"retry-after: 60" in head.lower() for head in full)
    wait_until_free(desk)


def test_one_network_does_not_take_it_all(desk: Sampled) -> None:
    with contextlib.ExitStack() as stack:
        heads = []
        for _ in range(MAX_DOWNLOADS_PER_NETWORK + 2):
            sock, head = begin(desk, 7)
            stack.enter_context(sock)
            heads.append(status(head))
        assert heads == [200] * MAX_DOWNLOADS_PER_NETWORK + [503] * 2
        other, head = begin(desk, 8)
        stack.enter_context(other)
        assert status(head) == 200
    wait_until_free(desk)


def wait_until_free(desk: Sampled) -> None:
    """Every file (as /proc shows it) is closed and every place given back once nobody loads any more."""
    until = time.monotonic() + 20
    while _open_files(desk):
        assert time.monotonic() < until
        time.sleep(0.1)
    socks = [begin(desk, 900 + number) for number in range(3)]
    assert [status(head) for _, head in socks] == [200] * 3
    for sock, _ in socks:
        sock.close()


def _open_files(desk: Sampled) -> list[str]:
    targets = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(process.name)) == desk.pid:
                targets += [target for fd in (process / "fd").iterdir() if re.search(r"\.exe$", target := _link(fd))]
    return targets


def _link(fd: Path) -> str:
    with contextlib.suppress(OSError):
        return str(fd.readlink())
    return ""
