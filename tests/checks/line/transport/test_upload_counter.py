"""The server's running count: lines in any pieces, in chunks, nonsense between them, and an end."""

import socket
from collections.abc import Iterator

import pytest

from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.server import parse_server_url
from checker.checks.line.transport.upload_counter import UploadCounter
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.net import Net

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n"


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, UploadCounter]]:
    server_sock, client_sock = socket.socketpair()
    client_sock.setblocking(False)
    with server_sock, client_sock:
        yield (
            server_sock,
            UploadCounter(client_sock, Connector(Net(), parse_server_url("http://desk.example/m/")), "/m/upload/ab"),
        )


def test_it_asks_once(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, _ = pair
    # On a line as slow as this one may be, seldom: every line is acknowledged through the full uplink.
    assert server_sock.recv(4000).startswith(b"GET /m/upload/ab?every=100&r=")


def test_lines_in_any_pieces(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, counter = pair
    counter.receive_lines()
    for at in range(0, len(response := HEAD + b'{"bytes":10,"seconds":0.1}\n{"bytes":30,"seconds":0.2}\n'), 7):
        server_sock.sendall(response[at : at + 7])
        counter.receive_lines()
    assert counter.samples == [(0.1, 10), (0.2, 30)]


def test_segments_beside_the_bytes(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, counter = pair
    server_sock.sendall(HEAD + b'{"bytes":10,"seconds":0.1}\n')
    server_sock.sendall(b'{"bytes":20,"seconds":0.2,"arrived":45,"arrived_s":0.24}\n')
    server_sock.sendall(b'{"bytes":20,"seconds":0.2,"arrived":50,"arrived_s":0.3}\n')
    counter.receive_lines()
    assert counter.samples == [(0.1, 10), (0.2, 20)]
    assert counter.arrivals == [(0.24, 45), (0.3, 50)], "a lost packet holds the bytes back"


def test_what_brings_nothing_new_is_no_sample(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, counter = pair
    lines = [(0, 0.0), (10, 0.1), (10, 0.2), (9, 0.3), (20, 0.1), (20, 0.4)]
    server_sock.sendall(HEAD + b"".join(b'{"bytes":%d,"seconds":%f}\n' % line for line in lines))
    counter.receive_lines()
    assert counter.samples == [(0.1, 10), (0.4, 20)]


def test_chunks_and_nonsense_are_passed_over(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, counter = pair
    server_sock.sendall(HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"))
    server_sock.sendall(
        b'1c\r\n{"bytes":10,"seconds":0.1}\n\r\n4\r\nnull\r\n[1]\n{"bytes":"x","seconds":1}\n\xff\xfe\n'
    )
    server_sock.sendall(b'{"bytes":20,"seconds":0.2}\n')
    counter.receive_lines()
    assert counter.samples == [(0.1, 10), (0.2, 20)]


@pytest.mark.parametrize(
    ("response", "operation", "kind"),
    [
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", Operation.REQUEST, FailureKind.NOT_FOUND),
        (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", Operation.REQUEST, FailureKind.BUSY),
        (b"SSH-2.0-OpenSSH\r\n\r\n", Operation.RECEIVE, FailureKind.BAD_ANSWER),
    ],
)
def test_refused(
    pair: tuple[socket.socket, UploadCounter], response: bytes, operation: Operation, kind: FailureKind
) -> None:
    server_sock, counter = pair
    server_sock.sendall(response)
    with pytest.raises(OperationFailed) as failed:
        counter.receive_lines()
    assert (failed.value.failure.operation, failed.value.failure.kind) == (operation, kind)


def test_an_end_keeps_what_came(pair: tuple[socket.socket, UploadCounter]) -> None:
    server_sock, counter = pair
    server_sock.sendall(HEAD + b'{"bytes":10,"seconds":0.1}\n')
    server_sock.recv(4000)
    server_sock.close()
    with pytest.raises(OperationFailed) as failed:
        counter.receive_lines()
    assert failed.value.failure.kind is FailureKind.CLOSED
    assert counter.samples == [(0.1, 10)]


def test_nobody_there_to_ask() -> None:
    server_sock, client_sock = socket.socketpair()
    server_sock.close()
    with pytest.raises(OperationFailed):
        UploadCounter(client_sock, Connector(Net(), parse_server_url("http://desk.example/")), "/upload/ab")
    assert client_sock.fileno() == -1, "who fails to ask leaves nothing open"
