"""Connections that ask for small packets."""

import socket
import sys

import pytest

from checker.net.tcp.race import REFUSAL_S
from checker.net.tcp.segment import connect_tcp, limit_mss
from tests.net.servers import listening


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names no segment size")
@pytest.mark.parametrize("segment, most", [(0, 65535), (1240, 1240)])
def test_the_other_side_sends_no_larger_packets(segment: int, most: int) -> None:
    sizes: list[int] = []

    def serve(sock: socket.socket) -> None:
        sizes.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
        sock.sendall(b".")

    with listening(serve) as port, connect_tcp("127.0.0.1", port, 2, segment) as sock:
        assert sock.recv(1) == b"."
        sizes.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
    assert all(0 < size <= most for size in sizes)
    assert segment or min(sizes) > 1240


def test_no_connection_leaves_no_socket_open() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        connect_tcp("127.0.0.1", port, REFUSAL_S, 1240)


class RecordingSocket:
    """In place of a socket: notes its options."""

    def __init__(self) -> None:
        self.options: list[tuple[int, int, object]] = []

    def setsockopt(self, level: int, option: int, value: object) -> None:
        self.options.append((level, option, value))


@pytest.mark.parametrize(
    "platform, option",
    [
        ("win32", (socket.SOL_SOCKET, socket.SO_RCVBUF, 1340)),
        ("darwin", (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1340)),
        ("linux", (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1340)),
    ],
)
def test_each_system_has_its_way(monkeypatch: pytest.MonkeyPatch, platform: str, option: tuple) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    recorder = RecordingSocket()
    limit_mss(recorder, 1340)
    assert recorder.options == [option]
