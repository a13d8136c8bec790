"""A gateway's name at home and outside."""

import threading
import time

import pytest

from checker.checks.context import Cancelled
from checker.checks.name_service import collector
from checker.checks.name_service.answer import NameAnswers
from checker.checks.name_service.collector import NameAnswerCollector
from checker.checks.name_service.setup import ResolverSetup
from checker.checks.vpn.connection import name_resolution
from checker.checks.vpn.connection.name_resolution import resolve_gateway_name
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.failure import FailureKind, Operation, OperationFailed

HOME, OUTSIDE = "192.0.2.53", "192.0.2.99"
PUBLIC, PRIVATE = "198.51.100.7", "10.1.2.3"
Answer = list[str] | FailureKind


def context(*servers: str) -> GatewayContext:
    return GatewayContext((), time.monotonic() + 5, names=NameAnswerCollector("linux", servers))


def answering(
    monkeypatch: pytest.MonkeyPatch, home: Answer, outside: Answer, directly: Answer = FailureKind.TIMEOUT
) -> None:
    """What the system's resolver says, what a server outside says, and what the home's own says when asked directly."""

    def result_of(answer: Answer) -> list[str]:
        if isinstance(answer, FailureKind):
            raise OperationFailed(Operation.RESOLVE, answer)
        return answer

    def query(host: str, server: str, timeout_s: float, kind: str = "A", *, by_tcp: bool = False) -> list[str]:
        if server == collector.NOBODYS_ADDRESS:
            raise OperationFailed(Operation.RESOLVE, FailureKind.TIMEOUT)
        if kind == "AAAA":
            raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
        return result_of(directly if server == HOME else outside)

    monkeypatch.setattr(name_resolution, "resolve", lambda host, timeout_s: result_of(home))
    monkeypatch.setattr(collector, "read_resolver_setup", lambda system: ResolverSetup(servers=(HOME,)))
    monkeypatch.setattr(collector, "query_dns", query)


CASES: list[tuple[Answer, Answer, Answer, tuple[list[str], GatewayVerdict | None, object]]] = [
    ([PUBLIC], FailureKind.TIMEOUT, FailureKind.TIMEOUT, ([PUBLIC], None, None)),
    (FailureKind.NOT_FOUND, [PRIVATE], FailureKind.NOT_FOUND, ([], GatewayVerdict.NAME_HIDDEN, True)),
    (FailureKind.NOT_FOUND, [PUBLIC], FailureKind.NOT_FOUND, ([PUBLIC], GatewayVerdict.NAME_HIDDEN, True)),
    (
        FailureKind.NOT_FOUND,
        ["127.0.0.1", "nonsense", PUBLIC],
        FailureKind.NOT_FOUND,
        ([PUBLIC], GatewayVerdict.NAME_HIDDEN, True),
    ),
    (FailureKind.NOT_FOUND, FailureKind.NOT_FOUND, FailureKind.NOT_FOUND, ([], GatewayVerdict.NAME_UNKNOWN, False)),
    (FailureKind.NOT_FOUND, ["0.0.0.0"], FailureKind.NOT_FOUND, ([], GatewayVerdict.NAME_UNKNOWN, False)),
    (FailureKind.TIMEOUT, [PUBLIC], FailureKind.TIMEOUT, ([PUBLIC], GatewayVerdict.NAME_UNANSWERED, True)),
    (FailureKind.TIMEOUT, [PRIVATE], FailureKind.TIMEOUT, ([], GatewayVerdict.NAME_UNANSWERED, True)),
    (FailureKind.UNREACHABLE, [PRIVATE], FailureKind.REFUSED, ([], GatewayVerdict.NAME_HIDDEN, True)),
    (FailureKind.UNREACHABLE, [PRIVATE], ["192.0.2.7"], ([], GatewayVerdict.NAME_HIDDEN, True)),
    (FailureKind.UNREACHABLE, [PRIVATE], FailureKind.TIMEOUT, ([], GatewayVerdict.NAME_UNANSWERED, True)),
]


@pytest.mark.parametrize("home, outside, directly, expected", CASES)
def test_home_and_outside(monkeypatch: pytest.MonkeyPatch, home, outside, directly, expected) -> None:
    answering(monkeypatch, home, outside, directly)
    name = resolve_gateway_name("vpn.firma.example", context(OUTSIDE))
    assert (name.addresses, name.verdict, name.facts.get("gateway.name-outside")) == expected


def test_only_an_answer_that_there_is_none_outside_says_that_it_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, FailureKind.NOT_FOUND, FailureKind.TIMEOUT)
    name = resolve_gateway_name("vpn.firma.example", context(OUTSIDE))
    assert name.verdict is GatewayVerdict.NAME_UNKNOWN
    assert "gateway.name-outside" not in name.facts


def test_nobody_outside_is_asked_whom_the_profile_does_not_name(monkeypatch: pytest.MonkeyPatch) -> None:
    servers: set[str] = set()

    def query(_host: str, server: str, *_: object, **__: object) -> list[str]:
        servers.add(server)
        raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)

    answering(monkeypatch, FailureKind.NOT_FOUND, [PUBLIC])
    monkeypatch.setattr(collector, "query_dns", query)
    name = resolve_gateway_name("vpn.firma.example", context())
    assert (name.addresses, name.verdict) == ([], GatewayVerdict.NAME_UNKNOWN)
    assert (list(name.facts), servers) == (["gateway.name"], {HOME})


def test_a_cancelled_run_asks_nobody_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, FailureKind.NOT_FOUND, [PUBLIC])
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        resolve_gateway_name(
            "vpn.firma.example",
            GatewayContext((), time.monotonic() + 5, stop, names=NameAnswerCollector("linux", (OUTSIDE,))),
        )


def test_a_late_name_is_asked_of_the_others_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that never answers must not leave its gateway without a verdict."""
    answering(monkeypatch, FailureKind.TIMEOUT, [PUBLIC])
    queried = threading.Event()
    names = NameAnswerCollector("linux", (OUTSIDE,))
    answers = names.answers

    def answers_noticed(host: str) -> NameAnswers:
        queried.set()
        return answers(host)

    def resolve_late(_host: str, _wait_s: float) -> list[str]:
        assert queried.wait(10.0)
        raise OperationFailed(Operation.RESOLVE, FailureKind.TIMEOUT)

    monkeypatch.setattr(names, "answers", answers_noticed)
    monkeypatch.setattr(name_resolution, "resolve", resolve_late)
    monkeypatch.setattr(name_resolution, "LATE_S", 0.0)
    name = resolve_gateway_name("vpn.firma.example", GatewayContext((), time.monotonic() + 5, names=names))
    assert (name.addresses, name.verdict) == ([PUBLIC], GatewayVerdict.NAME_UNANSWERED)
