"""Loss is measured where an answer came late, and only there."""

import time

import pytest

from checker.checks.vpn.experiments import packet_loss
from checker.checks.vpn.experiments.packet_loss import measure_where_late
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.icmp.messages import EchoResult, PingSeries


@pytest.fixture
def pinged(monkeypatch: pytest.MonkeyPatch) -> list[PingSeries]:
    series_sent: list[PingSeries] = []

    def ping(series: PingSeries) -> list[EchoResult]:
        series_sent.append(series)
        return [EchoResult(sequence=number, rtt_s=None if number % 5 == 0 else 0.01) for number in range(series.count)]

    monkeypatch.setattr(packet_loss, "ping", ping)
    return series_sent


def measured(verdict: GatewayVerdict = GatewayVerdict.ANSWERS, seconds: float = 8, **facts: float) -> dict[str, object]:
    context = GatewayContext(("192.0.2.1",), time.monotonic() + seconds)
    named = {f"gateway.{name}": value for name, value in facts.items()}
    return dict(measure_where_late(context, GatewayResult(verdict, named)).facts)


@pytest.mark.parametrize("facts", [{"tries": 2}, {"tcp": 1020.5}])
def test_a_late_answer_is_looked_into(pinged: list[PingSeries], facts: dict[str, float]) -> None:
    result = measured(**facts)
    assert (result["gateway.echoes"], result["gateway.echoes-lost"]) == (30, 6)
    assert pinged[0].address == "192.0.2.1"


def test_others_are_not(pinged: list[PingSeries]) -> None:
    measured(tries=1, tcp=20.0)
    measured(GatewayVerdict.REFUSED, tries=3)
    measured(seconds=1, tries=2)
    assert pinged == []


def test_a_host_that_answers_no_echo_requests_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packet_loss, "ping", lambda series: [EchoResult(sequence=0)] * 30)
    assert measured(tries=2) == {"gateway.tries": 2}
