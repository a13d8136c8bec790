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


NEED = LineNeed(endpoint="https://desk.example/", down_mbit=50.0)


def slow_down(**compared_mbit: float) -> tuple[Observation, ...]:
    """A download of 40 where 50 are needed, its queue behind the router, and what other paths brought."""
    values = {**LINE, "down.latency": 220.0, "down.router.latency": 3.0, "ip.version": 6}
    return (
        *(Observation(name=name, value=value) for name, value in values.items()),
        *(
            Observation(name=name, subject=path, value=value)
            for path, mbit in compared_mbit.items()
            for name, value in (("compared.latency", 20.0), ("compared.down.rate", mbit))
        ),
    )


@pytest.mark.parametrize(
    ("compared_mbit", "code", "sure"),
    [
        ({}, "line.down-slow", Sureness.POSSIBLE),
        ({"ipv4": 41.0}, "line.down-slow", Sureness.POSSIBLE),
        ({"second": 41.0}, "line.down-slow", Sureness.CERTAIN),
        ({"second": 90.0}, "line.point-slow", Sureness.CERTAIN),
        ({"public": 41.0}, "line.down-slow", Sureness.CERTAIN),
        ({"public": 90.0}, "line.point-slow", Sureness.CERTAIN),
        ({"ipv4": 90.0}, "line.one-version-slow", Sureness.CERTAIN),
    ],
)
def test_only_two_servers_that_agree_blame_the_line(compared_mbit: dict[str, float], code: str, sure: Sureness) -> None:
    measurement = Measurement(check="line", outcome=Outcome.DONE, observations=slow_down(**compared_mbit))
    finding = next(
        finding for finding in diagnose_measurements({"line": NEED}, [measurement]) if finding.code.endswith("slow")
    )
    assert (finding.code, finding.sure) == (code, sure)


def test_a_way_to_the_router_that_may_be_narrow_keeps_the_line_from_being_certain() -> None:
    facts = [fact for fact in slow_down(second=41.0) if fact.name != "down.router.latency"]
    measurement = Measurement(check="line", outcome=Outcome.DONE, observations=tuple(facts))
    slow = next(
        finding for finding in diagnose_measurements({"line": NEED}, [measurement]) if finding.code == "line.down-slow"
    )
    assert slow.sure is Sureness.POSSIBLE
    assert set(str(slow.values["places"]).split()) == {"home", "provider"}


def test_what_is_clearly_enough_is_no_witness() -> None:
    clear = (*slow_down(), Observation(name="down.ended", value="clear"), Observation(name="up.ended", value="clear"))
    assert "rate" not in {witness.remark for witness in line_witnesses(Observations(clear))}


def observed(router_ms: float) -> tuple[Observation, ...]:
    return tuple(
        Observation(name=name, value=value) for name, value in {**LINE, "up.router.latency": router_ms}.items()
    )


@pytest.mark.parametrize(
    ("router_ms", "outcome", "reached"),
    [(195.0, TrafficOutcome.SLOW, None), (3.0, TrafficOutcome.PASSED, Place.ROUTER)],
)
def test_of_the_direction_that_waits(router_ms: float, outcome: TrafficOutcome, reached: Place | None) -> None:
    train, router = (
        witness for witness in line_witnesses(Observations(observed(router_ms))) if witness.remark != "rate"
    )
    assert (train.outcome, train.remark) == (TrafficOutcome.SLOW, "queue")
    assert (router.outcome, router.reached) == (outcome, reached)
    assert train.source != router.source


def test_the_home_is_likely_and_never_certain() -> None:
    """A router that is overtaxed looks the same."""
    measurement = Measurement(check="line", outcome=Outcome.DONE, observations=observed(195.0))
    findings = diagnose_measurements({"line": LineNeed(endpoint="https://desk.example/")}, [measurement])
    (queue,) = [finding for finding in findings if finding.code == "line.home-queue"]
    assert queue.sure is Sureness.LIKELY
