"""A gateway with several addresses, and one whose name leads elsewhere: real servers on addresses of loopback."""

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from checker.checks.name_service.answer import AnswerState, NameAnswers, ServerAnswer
from checker.checks.name_service.collector import NameAnswerCollector
from checker.checks.vpn.connection import name_resolution
from checker.checks.vpn.controls import other_address
from checker.checks.vpn.controls.addresses import has_alternatives, probe_each_address
from checker.checks.vpn.gateway_context import GatewayContext, first_addresses
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.model.failure import FailureKind, Operation, OperationFailed
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.net import servers

FIRST, SECOND, THIRD = "127.0.0.1", "127.0.0.2", "127.0.0.3"


def greets(sock: socket.socket) -> None:
    sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
    sock.recv(400)


@contextlib.contextmanager
def ssh_at(*addresses: str) -> Iterator[int]:
    """An SSH server on one port of these addresses of loopback; the others refuse."""
    with contextlib.ExitStack() as running:
        port = running.enter_context(servers.listening(greets, addresses[0]))
        for address in addresses[1:]:
            running.enter_context(servers.listening(greets, address, port))
        yield port


class Answers(NameAnswerCollector):
    """What servers outside say, and the one that is set."""

    def __init__(self, outside: ServerAnswer, configured: ServerAnswer, controls: tuple[bool, ...] = (True,)) -> None:
        super().__init__("linux")
        self._name_answers = NameAnswers(independent=(outside,), configured=(configured,), controls=controls)

    def answers(self, host: str) -> NameAnswers:
        return self._name_answers


def leads_to(*addresses: str) -> ServerAnswer:
    return ServerAnswer(states=(AnswerState.RESOLVED, AnswerState.UNKNOWN), addresses=addresses)


BROKEN = ServerAnswer(states=(AnswerState.BROKEN, AnswerState.BROKEN))


def probed(
    monkeypatch: pytest.MonkeyPatch, port: int, system: tuple[str, ...] | FailureKind, names: NameAnswerCollector
) -> GatewayResult:
    def resolve(_host: str, _wait_s: float) -> list[str]:
        if isinstance(system, FailureKind):
            raise OperationFailed(Operation.RESOLVE, system)
        return list(system)

    monkeypatch.setattr(name_resolution, "resolve", resolve)
    monkeypatch.setattr(other_address, "is_usable_address", lambda _address: True)  # of loopback, where this is run
    gateway = make_gateway("ssh", port, host="vpn.example")
    return probe_gateway(gateway, GatewayContext((), time.monotonic() + 8, names=names))


@pytest.mark.parametrize("system, dead", [((FIRST, SECOND), 1), ((SECOND, FIRST), 1), ((SECOND, THIRD, FIRST), 2)])
def test_a_dead_address_does_not_hide_a_living_one(
    monkeypatch: pytest.MonkeyPatch, system: tuple[str, ...], dead: int
) -> None:
    with ssh_at(FIRST) as port:
        result = probed(monkeypatch, port, system, Answers(leads_to(*system), leads_to(*system)))
    assert result.verdict is GatewayVerdict.ANSWERS
    assert result.facts["gateway.addresses"] == len(system)
    assert result.facts["gateway.addresses-dead"] == dead


def test_two_living_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    with ssh_at(FIRST, SECOND) as port:
        result = probed(monkeypatch, port, (FIRST, SECOND), Answers(leads_to(FIRST), leads_to(FIRST)))
    assert (result.verdict, result.facts["gateway.addresses-dead"]) == (GatewayVerdict.ANSWERS, 0)


def test_where_none_lives_none_is_dead_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with ssh_at(THIRD) as port:
        result = probed(monkeypatch, port, (FIRST, SECOND), Answers(leads_to(FIRST), leads_to(FIRST)))
    assert (result.verdict, result.facts["gateway.addresses-dead"]) == (GatewayVerdict.REFUSED, 0)


def test_of_two_silent_addresses_the_one_whose_packets_were_seen_to_end_tells_more() -> None:
    def probe(_gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
        where = "home" if context.addresses == (SECOND,) else "beyond"
        return GatewayResult(GatewayVerdict.SILENT, {"gateway.stops-at": where})

    context = replace(make_context(), addresses=(FIRST, SECOND))
    chosen, result = probe_each_address(make_gateway("ssh", 22), context, probe)
    assert (chosen.addresses, result.facts["gateway.stops-at"]) == ((SECOND,), "home")


def test_one_of_each_version_is_the_usual_case() -> None:
    assert not has_alternatives(("192.0.2.1", "2001:db8::1"))
    assert not has_alternatives(("192.0.2.1",))
    assert has_alternatives(("192.0.2.1", "2001:db8::1", "192.0.2.2"))


def test_four_addresses_at_most_with_one_of_each_version_in_the_systems_order() -> None:
    many = [f"192.0.2.{last}" for last in range(1, 7)]
    assert first_addresses([*many, "2001:db8::1"]) == (*many[:3], "2001:db8::1")
    assert first_addresses(many) == tuple(many[:4])


WRONG_NAMES = [
    (leads_to(FIRST), leads_to(FIRST), "pc", "answers"),
    (leads_to(FIRST), leads_to(SECOND), "resolver", "answers"),
    (leads_to(THIRD), leads_to(SECOND), "resolver", "refused"),
]


@pytest.mark.parametrize("outside, configured, origin, other", WRONG_NAMES)
def test_what_answers_at_the_other_address_is_recorded(
    monkeypatch: pytest.MonkeyPatch, outside: ServerAnswer, configured: ServerAnswer, origin: str, other: str
) -> None:
    with ssh_at(FIRST) as port:
        result = probed(monkeypatch, port, (SECOND,), Answers(outside, configured))
    assert result.verdict is GatewayVerdict.REFUSED
    assert (result.facts["gateway.name-wrong-at"], result.facts["gateway.other-address"]) == (origin, other)


def test_a_confirmed_address_is_not_probed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    with ssh_at(FIRST) as port:
        result = probed(monkeypatch, port, (SECOND,), Answers(leads_to(SECOND), leads_to(SECOND)))
    assert result.facts["gateway.name-wrong-at"] == "nowhere"
    assert "gateway.other-address" not in result.facts


def test_who_answers_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    with ssh_at(FIRST) as port:
        result = probed(monkeypatch, port, (FIRST,), Answers(leads_to(SECOND), leads_to(SECOND)))
    assert "gateway.name-wrong-at" not in result.facts


@pytest.mark.parametrize("controls, sick", [((True,), 1), ((False,), 0)])
def test_a_name_that_fails_for_everybody(
    monkeypatch: pytest.MonkeyPatch, controls: tuple[bool, ...], sick: int
) -> None:
    result = probed(monkeypatch, 9, FailureKind.TIMEOUT, Answers(BROKEN, BROKEN, controls))
    assert result.verdict is GatewayVerdict.NAME_UNANSWERED
    assert (result.facts["gateway.name-state"], result.facts["gateway.name-sick"]) == ("broken", sick)
