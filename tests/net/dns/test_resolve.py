"""The system's resolver in bounded time, and a direct query against a real DNS server."""

import socket
import threading

import dns.rcode
import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.dns import resolve as resolver
from checker.net.dns.query import query_dns
from checker.net.dns.resolve import resolve
from tests.net import servers

ZONE = {
    ("desk.example.", "A"): "198.51.100.7",
    ("desk.example.", "AAAA"): dns.rcode.NOERROR,
    ("broken.example.", "A"): dns.rcode.SERVFAIL,
    ("closed.example.", "A"): dns.rcode.REFUSED,
    ("silent.example.", "A"): None,
}


def kind_of(call, *arguments, **named) -> FailureKind:
    with pytest.raises(OperationFailed) as raised:
        call(*arguments, **named)
    assert raised.value.failure.operation is Operation.RESOLVE
    assert "example" not in str(raised.value)
    return raised.value.failure.kind


def test_a_literal_is_its_own_answer() -> None:
    assert resolve("192.0.2.7") == ["192.0.2.7"]
    assert resolve("::1", family=6) == ["::1"]
    assert kind_of(resolve, "::1", family=4) is FailureKind.NOT_FOUND


def test_localhost_by_the_system() -> None:
    assert resolve("localhost", family=4) == ["127.0.0.1"]


@pytest.mark.parametrize("name", ["a..b", "x" * 70 + ".de", "a\0b"])
def test_an_impossible_name(name: str) -> None:
    assert kind_of(resolve, name) in (FailureKind.UNSUPPORTED, FailureKind.NOT_FOUND)


def test_a_name_is_asked_for_whole_or_not_at_all() -> None:
    assert kind_of(resolve, "localhost\0.example") is FailureKind.UNSUPPORTED


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(resolver.socket, "getaddrinfo", lambda *arguments: release.wait(20) and [])
    assert kind_of(resolve, "desk.example", timeout_s=0.05) is FailureKind.TIMEOUT
    release.set()


@pytest.mark.parametrize(
    ("name", "type_", "kind"),
    [
        ("nowhere.example", "A", FailureKind.NOT_FOUND),
        ("desk.example", "AAAA", FailureKind.NOT_FOUND),
        ("broken.example", "A", FailureKind.BAD_ANSWER),
        ("closed.example", "A", FailureKind.REFUSED),
        ("silent.example", "A", FailureKind.TIMEOUT),
        ("x" * 70 + ".example", "A", FailureKind.BAD_ANSWER),
    ],
)
def test_a_direct_query_that_fails(name: str, type_: str, kind: FailureKind) -> None:
    with servers.names(ZONE) as port:
        assert kind_of(query_dns, name, "127.0.0.1", 0.3, type_, port) is kind


def test_a_direct_query() -> None:
    with servers.names(ZONE) as port:
        assert query_dns("desk.example", "127.0.0.1", 2, port=port) == ["198.51.100.7"]


def test_nobody_listens() -> None:
    assert kind_of(query_dns, "desk.example", "127.0.0.1", 0.3, port=9) in (FailureKind.REFUSED, FailureKind.TIMEOUT)


@pytest.mark.parametrize(
    ("servers_of_this_pc", "kind"),
    [("answering", FailureKind.NOT_FOUND), ("silent", FailureKind.UNREACHABLE), ("none", FailureKind.UNREACHABLE)],
)
def test_windows_without_a_server_knows_no_name(
    monkeypatch: pytest.MonkeyPatch, servers_of_this_pc: str, kind: FailureKind
) -> None:
    """It says 11001 of every name then, as of a name that does not exist."""

    def getaddrinfo(*_: object) -> None:
        raise socket.gaierror(11001, "getaddrinfo failed")

    monkeypatch.setattr(resolver.socket, "getaddrinfo", getaddrinfo)
    with servers.names(ZONE) as port:
        monkeypatch.setattr(
            resolver, "configured_servers", lambda: [] if servers_of_this_pc == "none" else ["127.0.0.1"]
        )
        host = "silent.example" if servers_of_this_pc == "silent" else "unknown.example"
        monkeypatch.setattr(
            resolver, "query_dns", lambda name, server, timeout_s: query_dns(name, server, timeout_s, port=port)
        )
        assert kind_of(resolve, host) is kind
