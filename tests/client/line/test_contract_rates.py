"""What the provider has promised, told by the employee."""

import argparse

import pytest

from checker.client.arguments import parse_arguments
from checker.client.line.contract_rates import ContractRates, parse_contract_rates
from checker.client.session import Session
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.net.net import Net


@pytest.mark.parametrize(("text", "down", "up"), [("100/40", 100, 40), ("16/2,4", 16, 2.4), (" 50 / 10 ", 50, 10)])
def test_is_read(text: str, down: float, up: float) -> None:
    assert parse_contract_rates(text) == ContractRates(down_mbit=down, up_mbit=up)


@pytest.mark.parametrize("text", ["", "100", "100/", "a/b", "-1/5", "0/0", "nan/1", "inf/1", "1/2/3"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        parse_contract_rates(text)


def reported(measurement: Measurement) -> list[str]:
    session = Session(
        Profile(code="OHNE", customer=""), Net(), contract=parse_arguments(["--contract", "250/40"]).contract
    )
    session.add_measurements([measurement])
    return [observation.name for observation in session.report.measurements[0].observations]


def test_is_reported_beside_the_line_and_judged() -> None:
    session = Session(Profile(code="OHNE", customer=""), Net(), contract=ContractRates(down_mbit=250, up_mbit=40))
    named: dict[str, str | float] = {
        "method": "LibreSpeed HTTP",
        "server.answer": 9.0,
        "idle.latency": 20.0,
        "down.rate": 90.0,
        "up.rate": 39.0,
    }
    observations = tuple(Observation(name=name, value=value) for name, value in named.items())
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE, observations=observations)])
    assert "line.below-contract" in [finding.code for finding in session.report.findings]


def test_is_not_reported_where_the_line_was_not_allowed() -> None:
    assert reported(Measurement(check="line", outcome=Outcome.SKIPPED)) == []
    assert reported(Measurement(check="computer", outcome=Outcome.DONE)) == []
    assert reported(Measurement(check="line", outcome=Outcome.DONE)) == ["contract.down", "contract.up"]
