"""macOS' question about the local network: waited for, told apart from loss and from a silent router."""

from collections.abc import Callable, Iterator

import pytest

from checker.checks.context import LiveSample, ProbeContext, Progress, RunSession
from checker.checks.network import CHECK
from checker.checks.network.local import gateway_ping, local_network_privacy
from checker.checks.network.loss_gaps import LossTimeline
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.net import Net
from checker.net.routes.interface import DefaultRoute

ROUTER = DefaultRoute(interface="en0", address="192.168.178.1", version=4)
ANSWER: float = 0.003
FORBIDDEN = Failure(operation=Operation.PING, kind=FailureKind.UNREACHABLE, detail="EHOSTUNREACH")
HOST_DOWN = Failure(operation=Operation.PING, kind=FailureKind.UNREACHABLE, detail="EHOSTDOWN")
SILENT = Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
Packet = float | Failure
Play = Callable[..., tuple[Observations, list[Progress | LiveSample], int]]


def _echoes(packets: list[Packet]) -> list[EchoResult]:
    return [
        EchoResult(sequence=number, failure=packet)
        if isinstance(packet, Failure)
        else EchoResult(sequence=number, rtt_s=packet)
        for number, packet in enumerate(packets)
    ]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """The router's part of the check over these series, one after the other; the last is repeated."""
    now_s = [0.0]
    monkeypatch.setattr(local_network_privacy, "monotonic_s", lambda: now_s[0])

    def run(system: str, *series: list[Packet]) -> tuple[Observations, list[Progress | LiveSample], int]:
        sent: list[PingSeries] = []
        updates: list[Progress | LiveSample] = []

        def ping(ping_series: PingSeries) -> list[EchoResult]:
            sent.append(ping_series)
            now_s[0] += 1.2
            return _echoes(series[min(len(sent), len(series)) - 1])

        for module in (gateway_ping, local_network_privacy):
            monkeypatch.setattr(module, "ping", ping)
        context = ProbeContext(CHECK, BUILT_IN, Net(), system, RunSession(emit=updates.append))
        monkeypatch.setattr(context, "pause", lambda seconds: now_s.__setitem__(0, now_s[0] + seconds))
        return Observations(list(gateway_ping.observe_gateway(ROUTER, context, LossTimeline()))), updates, len(sent)

    return run


def _codes(observations: Observations) -> set[str]:
    def all_observations() -> Iterator[Observation]:
        yield from observations
        yield Observation(name="gateway.known", value=True)

    findings: list[Finding] = list(CHECK.diagnose(Observations(list(all_observations())), NetworkNeed()))
    return {finding.code for finding in findings if finding.code != "network.no-desk"}


def test_a_no_is_no_silent_router(play: Play) -> None:
    observations, updates, sent = play("macos", [FORBIDDEN] * 60)
    assert observations["gateway.forbidden"].value is True
    assert _codes(observations) == {"network.local-network-forbidden"}
    texts = [update.text for update in updates if isinstance(update, Progress)]
    assert local_network_privacy.QUESTION in texts, "the person is told what macOS asks for"
    assert 2 <= sent < 12, "asked again while the question may still stand there, but not for ever"


@pytest.mark.parametrize("failure", [HOST_DOWN, SILENT])
def test_a_silent_router_is_no_no(play: Play, failure: Failure) -> None:
    observations, updates, sent = play("macos", [failure] * 60)
    assert observations["gateway.forbidden"].value is False
    assert "network.local-network-forbidden" not in _codes(observations)
    assert (updates, sent) == ([], 2), "the second, shorter series asks whether it is merely away"


def test_a_yes_during_the_series_is_no_loss(play: Play) -> None:
    observations, _, _ = play("macos", [FORBIDDEN] * 60, [*[FORBIDDEN] * 40, *[ANSWER] * 60], [ANSWER] * 100)
    assert observations["gateway.forbidden"].value is False
    assert (observations["gateway.sent"].value, observations["gateway.lost"].value) == (100, 0)


def test_what_is_lost_stays_lost(play: Play) -> None:
    observations, _, _ = play("macos", [*[SILENT] * 10, *[ANSWER] * 90])
    assert observations["gateway.forbidden"].value is False
    assert observations["gateway.lost"].value == 10


@pytest.mark.parametrize("system", ["windows", "linux"])
def test_other_systems_ask_nobody(play: Play, system: str) -> None:
    """A Linux whose router does not answer ARP gives the same error."""
    observations, _, sent = play(system, [FORBIDDEN] * 60)
    assert observations["gateway.forbidden"].value is None
    assert sent == 1
    assert "network.local-network-forbidden" not in _codes(observations)
