"""After the first look: experiments add to what was measured, and whatever happens to them costs no more than time."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from checker.checks.context import RunSession
from checker.checks.reasoning.experiments.declaration import Experiment, alike
from checker.checks.reasoning.experiments.planner import next_experiments
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place, TrafficOutcome
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN, Profile
from checker.net.net import Net
from checker.run import follow_up
from checker.run.follow_up import FollowUp

EXPERIMENT = Experiment(
    name="again",
    check="vpn",
    probe="tests.run.experiment_probe",
    asks_about=Pattern(outcomes=(TrafficOutcome.LOST,), ends=(Place.GATEWAY,)),
    separates=("router-fails", "provider-fails", "gateway-does-not-answer"),
    facts=("gateway.tries", "gateway.loaded"),
    seconds=1.0,
    packets=3,
    shows=alike("all"),
)


@pytest.fixture(autouse=True)
def experiments(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(follow_up, "next_experiments", partial(next_experiments, experiments=(EXPERIMENT,)))
    yield


def profile(*gateways: str) -> Profile:
    tables = [
        {"id": name, "kind": "tcp", "name": name, "host": "vpn.example", "port": 443 + at}
        for at, name in enumerate(gateways)
    ]
    return Profile(code="T", customer="T", needs={"vpn": {"gateways": tables}})


def silent(*gateways: str, outcome: Outcome = Outcome.DONE) -> Measurement:
    timeout = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
    observations = [
        observation
        for name in gateways
        for observation in (
            Observation(name="gateway.verdict", subject=name, value="silent"),
            Observation(name="gateway.tcp", subject=name, failure=timeout),
        )
    ]
    return Measurement(check="vpn", outcome=outcome, observations=tuple(observations))


def completed(*gateways: str, session: RunSession | None = None, outcome: Outcome = Outcome.DONE) -> dict[str, object]:
    started: list[bool] = []
    follow = FollowUp(profile(*gateways), Net(), session or RunSession(), lambda: started.append(True))
    (measurement,) = follow.complete([silent(*gateways, outcome=outcome)])
    added = measurement.observations[2 * len(gateways) :]
    assert bool(started) == bool(added)
    return {observation.key: observation.value for observation in added}


def test_what_an_experiment_observes_joins_its_measurement() -> None:
    assert completed("vpn") == {"gateway.tries@vpn": 7, "gateway.loaded@vpn": False}


def test_where_nothing_is_wrong_nothing_is_asked() -> None:
    follow = FollowUp(BUILT_IN, Net(), RunSession(), lambda: pytest.fail("it began"))
    measurement = Measurement(check="computer", outcome=Outcome.DONE)
    assert follow.complete([measurement]) == (measurement,)


def test_a_check_that_was_cut_off_is_not_followed_up() -> None:
    assert completed("vpn", outcome=Outcome.TIMED_OUT) == {}


def test_one_that_breaks_keeps_what_it_had_and_harms_none() -> None:
    assert completed("breaks", "vpn") == {
        "gateway.tries@breaks": 7,
        "gateway.tries@vpn": 7,
        "gateway.loaded@vpn": False,
    }


def test_one_that_waits_too_long_is_cut_off() -> None:
    assert completed("waits") == {"gateway.tries@waits": 7}


def test_one_that_never_returns_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_up, "MAX_S", 1.0)
    began = time.monotonic()
    assert completed("hangs") == {"gateway.tries@hangs": 7}
    assert time.monotonic() - began < 20


def test_cancelled_between_the_look_and_the_experiments_nothing_is_sent() -> None:
    session = RunSession(cancelled=threading.Event())
    session.cancelled.set()
    assert completed("vpn", session=session) == {}


def test_without_consent_nothing_is_sent() -> None:
    left_out = Measurement(check="vpn", outcome=Outcome.SKIPPED)
    follow = FollowUp(profile("vpn"), Net(), RunSession(), lambda: pytest.fail("it began"))
    assert follow.complete([left_out]) == (left_out,)


def test_a_clock_that_jumps_neither_ends_nor_prolongs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is kept by the clock that nobody sets."""
    monkeypatch.setattr(time, "time", iter(range(0, 10**9, 86_400)).__next__)
    assert completed("vpn") == {"gateway.tries@vpn": 7, "gateway.loaded@vpn": False}
    assert completed("waits") == {"gateway.tries@waits": 7}


def test_cancel_ends_it() -> None:
    session = RunSession(cancelled=threading.Event())
    threading.Timer(0.3, session.cancelled.set).start()
    assert completed("waits", session=session) == {"gateway.tries@waits": 7}
