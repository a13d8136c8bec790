"""A server that sends a byte now and then holds nobody up: head, body, sizes of chunks, a proxy's answer."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.http1.client import HttpClient

READ_S = 0.6
Answer = Callable[[socket.socket, threading.Event], None]


def _drip(first: bytes, piece: bytes) -> Answer:
    def answer(connection: socket.socket, done: threading.Event) -> None:
        connection.recv(4096)
        connection.sendall(first)
        while not done.wait(0.05):
            connection.sendall(piece)

    return answer


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[int]:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    answer(connection, done)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            done.set()
            thread.join(10)


HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPPING = {
    "status line": _drip(b"HTTP/1.1 2", b"0"),
    "header name": _drip(HEAD + b"X-A", b"a"),
    "header lines": _drip(HEAD, b"X: y\r\n"),
    "interim answers": _drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body of a length": _drip(HEAD + b"Content-Length: 100000\r\n\r\n", b"x"),
    "body to the end": _drip(HEAD + b"Connection: close\r\n\r\n", b"x"),
    "chunks": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "size of a chunk": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "extension of a chunk": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a"),
    "trailers": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    "silence": _drip(HEAD, b""),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("answer", DRIPPING.values(), ids=DRIPPING)
@pytest.mark.parametrize("through_proxy", [False, True], ids=["direct", "through a proxy"])
def test_what_drips_ends_in_time(answer: Answer, through_proxy: bool) -> None:
    with serving(answer) as port:
        here = f"http://127.0.0.1:{port}"
        client = HttpClient((lambda _url: here) if through_proxy else (lambda _url: None))
        url = "http://desk.example/" if through_proxy else here
        began = time.monotonic()
        with pytest.raises(OperationFailed) as failed:
            client.request("GET", url, read_s=READ_S)
        assert failed.value.failure.kind in (FailureKind.TIMEOUT, FailureKind.BAD_ANSWER, FailureKind.RESET)
        assert time.monotonic() - began < 20 * READ_S, "not that of the drops, each of which begins it anew"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("answer", [_drip(b"HTTP/1.1 2", b"0"), _drip(HEAD, b"X: y\r\n")], ids=["status", "headers"])
def test_a_proxys_answer_to_connect_ends_in_time(answer: Answer) -> None:
    with serving(answer) as port:
        client = HttpClient(lambda _url: f"http://127.0.0.1:{port}")
        with pytest.raises(OperationFailed):
            client.request("GET", "https://desk.example/", connect_s=READ_S, read_s=READ_S)
