"""Which proxy is used for which address, and requests through a real one."""

import socket

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.proxy import is_loopback, proxy_for, system_proxy
from checker.net.net import Net
from tests.net import servers
from tests.net.certificates import Authority


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("variables", "url", "proxy"),
    [
        ({}, "https://desk.example/", None),
        ({"https_proxy": "http://proxy.example:8080"}, "https://desk.example/", "http://proxy.example:8080"),
        ({"https_proxy": "proxy.example:8080"}, "https://desk.example/", "http://proxy.example:8080"),
        ({"https_proxy": "http://proxy.example:8080"}, "http://desk.example/", None),
        ({"all_proxy": "http://proxy.example:1"}, "http://desk.example/", "http://proxy.example:1"),
        ({"https_proxy": "http://p:1", "no_proxy": "desk.example"}, "https://desk.example/", None),
        ({"https_proxy": "http://p:1", "no_proxy": ".example"}, "https://user@desk.example:8443/", None),
        ({"http_proxy": "http://p:1"}, "http://localhost:80/", None),
        ({"http_proxy": "http://p:1"}, "http://127.8.9.1/", None),
        ({"http_proxy": "http://p:1"}, "http://[::1]:8000/", None),
    ],
)
def test_which_proxy(monkeypatch: pytest.MonkeyPatch, variables: dict, url: str, proxy: str | None) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url, system_proxy) == proxy
    assert Net().proxy_for(url) == proxy


@pytest.mark.parametrize(
    ("host", "is_it"),
    [("localhost", True), ("desk.localhost", True), ("::1", True), ("192.0.2.1", False), ("local.example", False)],
)
def test_loopback(host: str, is_it: bool) -> None:
    assert is_loopback(host) is is_it


def test_a_plain_request_goes_through_the_proxy() -> None:
    requests: list[str] = []
    with servers.http({"http://desk.example/x": (204, {}, b"")}, requests) as proxy:
        assert Net(proxy).request("GET", "http://desk.example/x").status == 204
    assert requests == ["GET http://desk.example/x HTTP/1.1"]


def test_loopback_goes_around_it() -> None:
    requests: list[str] = []
    with servers.http({}, requests) as proxy, servers.http({"/": (204, {}, b"")}) as base:
        assert Net(proxy).request("GET", f"{base}/").status == 204
    assert requests == []


def test_a_finder_is_asked_for_each_address() -> None:
    with servers.http({"http://a.example/": (204, {}, b"")}) as proxy, servers.http({"/": (200, {}, b"")}) as base:
        net = Net(lambda url: proxy if "a.example" in url else None)
        assert net.request("GET", "http://a.example/").status == 204
        assert net.request("GET", f"{base}/").status == 200


def test_a_tunnel_to_a_safe_address(authority: Authority) -> None:
    with servers.http({"/": (204, {}, b"")}, leaf=authority.leaf(("desk.example",))) as base:
        target = int(base.rpartition(":")[2])
        with servers.listening(lambda sock: servers.tunnel(sock, target)) as port:
            net = Net(f"http://127.0.0.1:{port}", extra_ca=str(authority.path))
            assert net.request("GET", "https://desk.example/").status == 204


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", FailureKind.DENIED),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", FailureKind.UNREACHABLE),
    ],
)
def test_a_proxy_that_refuses(answer: bytes, kind: FailureKind) -> None:
    with (
        servers.listening(lambda sock: sock.recv(5000) and sock.sendall(answer)) as port,
        pytest.raises(OperationFailed) as raised,
    ):
        Net(f"http://127.0.0.1:{port}").request("GET", "https://desk.example/")
    assert (raised.value.failure.operation, raised.value.failure.kind) == (Operation.CONNECT, kind)


def test_a_proxy_that_is_gone() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(OperationFailed) as raised:
            Net(f"http://127.0.0.1:{held.getsockname()[1]}").request("GET", "https://desk.example/")
    assert (raised.value.failure.operation, raised.value.failure.kind) == (Operation.CONNECT, FailureKind.REFUSED)


def test_a_proxy_of_a_kind_that_is_not_spoken() -> None:
    with pytest.raises(OperationFailed) as raised:
        Net("socks5://127.0.0.1:1080").request("GET", "https://desk.example/")
    assert raised.value.failure.kind is FailureKind.UNSUPPORTED


def test_the_proxy_is_told_its_password() -> None:
    received: list[bytes] = []

    def note(sock: socket.socket) -> None:
        received.append(sock.recv(5000))
        sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with servers.listening(note) as port:
        assert Net(f"http://me:word@127.0.0.1:{port}").request("GET", "http://desk.example/").status == 204
    assert b"Proxy-Authorization: Basic bWU6d29yZA==" in received[0].replace(b"proxy-auth", b"Proxy-Auth").replace(
        b"authorization", b"Authorization"
    )
