"""A clock a year off makes the desk's certificate look expired: the clock is named, not the desk."""

from pathlib import Path

import pytest

from checker.checks.computer import CHECK
from checker.checks.computer.need import ComputerNeed
from checker.checks.computer.sources import clock
from checker.checks.computer.sources.clock import read_clock
from checker.checks.context import ProbeContext
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.reasoning.root_cause import root_causes
from checker.checks.registry import needs
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.profile import FirmContact, Profile
from checker.net.net import Net
from tests.net.certificates import DAY, Authority
from tests.net.servers import http

YEAR_S = 365 * 86400


class Ahead(ProbeContext):
    """A run on a PC whose clock is a year ahead."""

    def wall_clock(self) -> float:
        return super().wall_clock() + YEAR_S


def test_a_year_ahead_behind_a_certificate_that_looks_expired(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    leaf = authority.leaf(begins=-20 * DAY, ends=-10 * DAY)
    with http({}, leaf=leaf) as url:
        profile = Profile(
            code="AB", customer="x", firm=FirmContact(name="f", desk_url=url.replace("127.0.0.1", "localhost"))
        )
        run = Ahead(CHECK, profile, Net(extra_ca=str(authority.path)), "linux")
        reading = read_clock(run)
        assert abs(reading.ahead_s - YEAR_S) <= reading.uncertainty_s + 1
        run.other_checks_done.set()
        observations = tuple(CHECK.probe()(ComputerNeed(), run))
    measured = Measurement(check="computer", outcome=Outcome.DONE, observations=observations)
    findings = {finding.code: finding for finding in diagnose_measurements(needs(profile), [measured])}
    assert findings["computer.clock-wrong"].values == {"minutes": round(YEAR_S / 60)}


def test_a_name_that_nobody_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def unanswered(host: str, _timeout_s: float) -> list[str]:
        assert host == "desk.example"
        raise OperationFailed(Operation.RESOLVE, FailureKind.TIMEOUT)

    monkeypatch.setattr(clock, "resolve", unanswered)
    profile = Profile(code="AB", customer="x", firm=FirmContact(name="f", desk_url="https://desk.example"))
    with pytest.raises(OperationFailed) as caught:
        read_clock(ProbeContext(CHECK, profile, Net(proxy=lambda _url: None), "linux"))
    assert caught.value.failure.kind is FailureKind.TIMEOUT


def test_the_clock_explains_the_certificate() -> None:
    roots = root_causes([Finding.blocker("computer.clock-wrong"), Finding.blocker("network.desk-certificate")])
    assert roots[1].caused_by == "computer.clock-wrong"
