"""Who is late while the line is full: the router's own answers and the packets' whole way are two witnesses."""

import pytest

from checker.checks.line.need import LineNeed
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.reasoning.witness import Place, TrafficOutcome
from checker.checks.reasoning.witnesses.line import line_witnesses
from checker.model.finding import Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Observations

LINE = {
    "method": "LibreSpeed HTTP",
    "server.answer": 21.0,
    "idle.latency": 20.0,
    "router.latency": 2.0,
    "down.rate": 40.0,
    "down.latency": 30.0,
    "up.rate": 10.0,
    "up.latency": 220.0,
}


def observed(router_ms: float) -> tuple[Observation, ...]:
    return tuple(
        Observation(name=name, value=value) for name, value in {**LINE, "up.router.latency": router_ms}.items()
    )


@pytest.mark.parametrize(
    ("router_ms", "outcome", "reached"),
    [(195.0, TrafficOutcome.SLOW, None), (3.0, TrafficOutcome.PASSED, Place.ROUTER)],
)
def test_of_the_direction_that_waits(router_ms: float, outcome: TrafficOutcome, reached: Place | None) -> None:
    train, router = line_witnesses(Observations(observed(router_ms)))
    assert (train.outcome, train.remark) == (TrafficOutcome.SLOW, "queue")
    assert (router.outcome, router.reached) == (outcome, reached)
    assert train.source != router.source


def test_the_home_is_likely_and_never_certain() -> None:
    """A router that is overtaxed looks the same."""
    measurement = Measurement(check="line", outcome=Outcome.DONE, observations=observed(195.0))
    findings = diagnose_measurements({"line": LineNeed(endpoint="https://desk.example/")}, [measurement])
    (queue,) = [finding for finding in findings if finding.code == "line.home-queue"]
    assert queue.sure is Sureness.LIKELY
