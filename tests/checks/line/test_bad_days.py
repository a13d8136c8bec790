"""Servers that fail in every way: a failure with its place, the rest of the figures, in bounded time."""

import socket
import subprocess
import sys
import threading
import time

import pytest

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.http1.head import take_head
from checker.net.net import Net
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import BackgroundMeasurement, failed_names, finding_codes, measure_line, probe_context
from tests.net.certificates import DAY, Authority
from tests.net.servers import listening, tls, tunnel

pytestmark = pytest.mark.usefixtures("short")


@pytest.mark.parametrize(
    "status, kind",
    [(404, FailureKind.NOT_FOUND), (403, FailureKind.DENIED), (500, FailureKind.BAD_ANSWER), (503, FailureKind.BUSY)],
)
def test_an_endpoint_that_answers_with(status: int, kind: FailureKind) -> None:
    with libre_speed_server(ServerFault(status=status)) as url:
        observations = measure_line(url)
    failure = observations["server.answer"].failure
    assert failure is not None
    assert failure.operation is Operation.REQUEST
    assert finding_codes(observations) == ["line.server-failed"]
    if status != 500:
        assert failure.kind in (kind, FailureKind.NOT_FOUND)


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    observations = measure_line(f"http://127.0.0.1:{port}/")
    failure = observations["server.answer"].failure
    assert failure is not None
    assert (failure.operation, failure.kind) == (Operation.CONNECT, FailureKind.REFUSED)
    assert finding_codes(observations) == ["line.server-failed"]


def test_another_protocol() -> None:
    with listening(lambda sock: sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n") or sock.recv(1)) as port:
        observations = measure_line(f"http://127.0.0.1:{port}/")
    assert finding_codes(observations) == ["line.server-failed"]


def test_silence_after_connecting() -> None:
    with listening(lambda sock: sock.recv(1) and time.sleep(4)) as port:
        observations = measure_line(f"http://127.0.0.1:{port}/")
    failure = observations["server.answer"].failure
    assert failure is not None
    assert failure.kind is FailureKind.TIMEOUT
    assert finding_codes(observations) == ["line.server-failed"]


@pytest.mark.parametrize(
    "load, code", [("nothing", "line.broken-off"), ("reset", "line.broken-off"), ("trickle", "line.server-failed")]
)
def test_a_download_that_is(load: str, code: str) -> None:
    with libre_speed_server(ServerFault(load=load)) as url:
        observations = measure_line(url)
    assert code in finding_codes(observations)
    assert "line.down-slow" not in finding_codes(observations)
    assert (observations.number("up.rate") or 0) > 20, "the other direction is still measured"


def test_uploads_that_are_refused_however_small() -> None:
    with libre_speed_server(ServerFault(body_limit=1000)) as url:
        observations = measure_line(url)
    failure = observations["up.rate"].failure
    assert failure is not None
    assert (failure.operation, failure.detail) == (Operation.REQUEST, "413")
    assert (observations.number("down.rate") or 0) > 50
    assert finding_codes(observations)[0] == "line.server-failed"


def test_connections_that_are_never_kept() -> None:
    with libre_speed_server(ServerFault(close=True)) as url:
        observations = measure_line(url)
    assert observations["idle.latency"].failure == Failure(operation=Operation.RECEIVE, kind=FailureKind.CLOSED)
    assert (observations.number("down.rate") or 0) > 50
    assert "line.fine" not in finding_codes(observations)


@pytest.mark.parametrize("after, gone", [("idle.jitter", "down.rate"), ("up.counted", "up.rate")])
def test_the_server_dies_in_the_middle(after: str, gone: str) -> None:
    command = [sys.executable, "-m", "checker.desk.measure", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        measuring = BackgroundMeasurement(server.stdout.readline().split()[-1])
        while not measuring.has(after):
            time.sleep(0.01)
        time.sleep(0.25)
        server.kill()
        measuring.thread.join(20)
    assert measuring.ended is None
    failures = {observation.name: observation.failure for observation in measuring.observations if observation.failure}
    assert gone in failures
    assert measuring.has("seconds"), "the rest of the report is there"


def test_a_certificate_that_is_not_trusted(authority: Authority) -> None:
    with tls(authority.leaf()) as port:
        observations = measure_line(f"https://127.0.0.1:{port}/")
    assert finding_codes(observations) == ["line.server-untrusted"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_tls_with_a_certificate_that_is_trusted(authority: Authority, endpoint: str, host: str) -> None:
    with tls(authority.leaf(), lambda sock: _onward(sock, endpoint)) as port:
        observations = measure_line(f"https://{host}:{port}/", probe_context(net=Net(extra_ca=str(authority.path))))
    assert failed_names(observations) == []
    assert (observations.number("up.rate") or 0) > 20


def test_an_expired_certificate(authority: Authority) -> None:
    with tls(authority.leaf(begins=-9 * DAY, ends=-DAY)) as port:
        observations = measure_line(f"https://localhost:{port}/", probe_context(net=Net(extra_ca=str(authority.path))))
    assert finding_codes(observations) == ["line.server-untrusted"]


def test_through_a_proxy(authority: Authority, endpoint: str) -> None:
    """The name exists only behind the proxy; CONNECT leads there."""
    leaf = authority.leaf(names=("desk.example",))
    with (
        tls(leaf, lambda sock: _onward(sock, endpoint)) as port,
        listening(lambda sock: tunnel(sock, port)) as proxy,
    ):
        net = Net(proxy=f"http://user:secret@127.0.0.1:{proxy}", extra_ca=str(authority.path))
        observations = measure_line("https://desk.example/", probe_context(net=net))
    assert failed_names(observations) == ["udp"], "packets find no name that exists only behind the proxy"
    assert observations["proxy"].value is True
    assert "line.udp-blocked" not in finding_codes(observations)


def test_plain_requests_name_everything_to_a_proxy() -> None:
    requests: list[bytes] = []

    def proxy(sock: socket.socket) -> None:
        requests.append(sock.recv(2000))
        sock.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with listening(proxy) as port:
        net = Net(proxy=f"http://user:p%40ss@127.0.0.1:{port}")
        observations = measure_line("http://desk.example/m", probe_context(net=net))
    assert requests[0].startswith(b"GET http://desk.example/m/empty.php?r=")
    assert b"\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n" in requests[0]
    failure = observations["server.answer"].failure
    assert failure is not None
    assert failure.detail == "407"


@pytest.mark.parametrize(
    "response, kind, detail",
    [
        (b"HTTP/1.1 407 No\r\n\r\n", FailureKind.DENIED, "proxy 407"),
        (b"HTTP/1.1 502 No\r\n\r\n", FailureKind.BAD_ANSWER, "proxy 502"),
        (b"", FailureKind.CLOSED, "proxy"),
        (b"nonsense\r\n\r\n", FailureKind.BAD_ANSWER, "no HTTP"),
    ],
)
def test_a_proxy_that_opens_no_tunnel(response: bytes, kind: FailureKind, detail: str) -> None:
    with listening(lambda sock: sock.recv(2000) and sock.sendall(response)) as port:
        observations = measure_line("https://desk.example/", probe_context(net=Net(proxy=f"http://127.0.0.1:{port}")))
    failure = observations["server.answer"].failure
    assert failure is not None
    assert (failure.kind, failure.detail) == (kind, detail)


@pytest.mark.parametrize("response", [b"HTTP/1.1 2000 OK\r\n\r\n", b"\x00\r\n\r\n", b"x" * 40_000])
def test_a_head_that_is_none(response: bytes) -> None:
    with pytest.raises(OperationFailed):
        take_head(bytearray(response))


def test_an_interim_answer_is_passed_over() -> None:
    received = bytearray(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    head = take_head(received)
    assert head is not None
    assert (head.status, head.length, bytes(received)) == (200, 2, b"ab")


def _onward(sock: socket.socket, endpoint: str) -> None:
    """What a reverse proxy that speaks TLS does."""
    host, port = endpoint.removeprefix("http://").rsplit(":", 1)
    with socket.create_connection((host, int(port))) as server_sock:
        upstream = threading.Thread(target=_pour, args=(sock, server_sock), daemon=True)
        upstream.start()
        _pour(server_sock, sock)
        upstream.join(5)


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(262_144):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for sock in (source, target):
            sock.close()
