"""HTTP requests against real servers, good and bad."""

import socket
import threading
import time

import pytest

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.net import Net
from tests.net import servers
from tests.net.certificates import DAY, Authority


def failure(url: str, net: Net | None = None, **named) -> Failure:
    with pytest.raises(OperationFailed) as raised:
        (net or Net()).request("GET", url, **named)
    return raised.value.failure


def test_an_answer() -> None:
    with servers.http({"/x": (200, {"Date": "Tue, 01 Jul 2025 10:00:00 GMT"}, b"body")}) as base:
        answer = Net().request("GET", f"{base}/x")
    assert (answer.status, answer.body) == (200, b"body")
    assert answer.round_trip_s > 0


def test_a_redirect_is_followed_only_when_asked() -> None:
    pages = {"/a": (302, {"Location": "/b"}, b""), "/b": (200, {}, b"there")}
    with servers.http(pages) as base:
        assert Net().request("GET", f"{base}/a").status == 302
        assert Net().request("GET", f"{base}/a", redirect=True).body == b"there"


def test_an_error_is_an_answer() -> None:
    with servers.http({"/": (500, {}, b"oops")}) as base:
        assert Net().request("GET", f"{base}/").status == 500


def test_trusted_by_the_extra_certificate(authority: Authority) -> None:
    with servers.http({"/": (204, {}, b"")}, leaf=authority.leaf()) as base:
        assert Net(extra_ca=str(authority.path)).request("GET", f"{base}/").status == 204


@pytest.mark.parametrize("leaf", [{"ends": -DAY / 2}, {"names": ("other.example",)}, {"self_signed": True}])
def test_a_wrong_certificate(authority: Authority, leaf: dict) -> None:
    with servers.http({"/": (204, {}, b"")}, leaf=authority.leaf(**leaf)) as base:
        reported = failure(f"{base}/", Net(extra_ca=str(authority.path)))
    assert (reported.operation, reported.kind) == (Operation.TLS, FailureKind.CERTIFICATE)


def test_half_an_answer() -> None:
    def half(sock: socket.socket) -> None:
        sock.recv(5000)
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with servers.listening(half) as port:
        assert failure(f"http://127.0.0.1:{port}/").kind in (FailureKind.BAD_ANSWER, FailureKind.CLOSED)


def test_no_http_at_all() -> None:
    with servers.listening(lambda sock: sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")) as port:
        assert failure(f"http://127.0.0.1:{port}/").kind in (FailureKind.BAD_ANSWER, FailureKind.RESET)


def test_silence() -> None:
    with servers.listening(lambda sock: sock.recv(5000) and time.sleep(1)) as port:
        assert failure(f"http://127.0.0.1:{port}/", read_s=0.2).kind is FailureKind.TIMEOUT


def test_a_body_that_drips_is_cut_off() -> None:
    def drip(sock: socket.socket) -> None:
        sock.recv(5000)
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            sock.sendall(b"x")
            time.sleep(0.05)

    with servers.listening(drip) as port:
        assert failure(f"http://127.0.0.1:{port}/", read_s=0.3).kind is FailureKind.TIMEOUT


def test_too_long() -> None:
    with servers.http({"/": (200, {}, bytes(4_000_001))}) as base:
        assert failure(f"{base}/").detail == "answer too long"


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        reported = failure(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert reported.kind is FailureKind.REFUSED


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1/", "http://[::1/"])
def test_an_impossible_address(url: str) -> None:
    assert failure(url).kind in (FailureKind.UNSUPPORTED, FailureKind.BAD_ANSWER, FailureKind.NOT_FOUND)


def test_a_server_that_stalls_holds_up_no_other(authority: Authority) -> None:
    held, answered = threading.Event(), threading.Event()

    def stalls(sock: socket.socket) -> None:
        answered.set()
        held.wait(20)

    net = Net(extra_ca=str(authority.path))
    with servers.listening(stalls) as port, servers.http({"/": (204, {}, b"")}, leaf=authority.leaf()) as base:
        waiting = threading.Thread(target=failure, args=(f"https://127.0.0.1:{port}/", net))
        waiting.start()
        assert answered.wait(10)
        assert net.request("GET", f"{base}/", connect_s=5).status == 204
        assert waiting.is_alive()
        held.set()
        waiting.join()
