"""The engine against the desk's own endpoints and against a LibreSpeed server that is not ours."""

import time

import pytest

from checker.checks.context import Cancelled, LiveSample, Progress
from checker.checks.line import CHECK
from checker.checks.line.need import LineNeed
from checker.checks.line.probe import observe
from checker.model.measurement import Outcome
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import BackgroundMeasurement, failed_names, finding_codes, measure_line, probe_context

_DIRECTION = (*("rate", "latency", "loss", "jitter", "streams", "seconds", "bytes", "ended", "curve", "latency.curve"),)
EVERYTHING = {
    *("method", "server", "proxy", "server.answer", "ip.version", "adapter.medium", "adapter.rate", "metered", "udp"),
    *("idle.latency", "idle.jitter", "idle.jitter.down", "idle.jitter.up", "idle.loss.down", "idle.loss.up"),
    *("idle.reordered", "idle.packets", "idle.seconds", "call.idle.mos", "call.idle.r"),
    *(f"{direction}.{name}" for direction in ("down", "up") for name in _DIRECTION),
    *(f"call.{direction}.{name}" for direction in ("down", "up") for name in ("mos", "r")),
    *("others.down", "others.up", "up.counted", "up.collected"),
    *("bloat", "address.changed", "suspended", "bytes", "waited", "seconds", "cpu.own", "cpu.during", "router.method"),
}
_INTERRUPTIONS = ("gap", "gaps", "late95", "late99", "loss-run", "burst-ratio")
SOMETIMES = {
    *(f"idle.{name}{suffix}" for name in _INTERRUPTIONS for suffix in ("", ".down", ".up")),
    *(f"{direction}.{name}" for direction in ("down", "up") for name in _INTERRUPTIONS),
    *(f"call.{phase}.mos-plain" for phase in ("idle", "down", "up")),
    *("idle.loss", "place", "server.capacity", "contract.down", "contract.up", "router.latency"),
    *(f"{direction}.router.{name}" for direction in ("down", "up") for name in ("latency", "loss", "curve")),
    *(f"{direction}.burst.{name}" for direction in ("down", "up") for name in ("rate", "bytes")),
    *(f"compared.{name}" for name in ("latency", "down.rate", "up.rate", "bytes", "seconds")),
    *(f"both.{name}" for name in ("latency", "loss", "down.rate", "up.rate", "bytes", "seconds", *_INTERRUPTIONS)),
    *(f"call.both.{name}" for name in ("mos", "r", "mos-plain")),
}
"""A STUN server instead of the reflector; nobody gave a place; the firm or the employee has told it; there is a router
on the way; the line slowed down; another path leads there as well."""
TOO_SHORT = {
    f"{prefix}.{name}" for prefix in ("down", "up", "call.down", "call.up") for name in ("jitter", "loss", "mos", "r")
}
"""Loopback is clear after some ten packets, which may be too few to tell of a call."""


@pytest.mark.usefixtures("short")
def test_own_endpoint(endpoint: str) -> None:
    events: list[Progress | LiveSample] = []
    observations = measure_line(endpoint, probe_context(events))
    names = [observation.name for observation in observations]
    assert len(names) == len(set(names))
    assert EVERYTHING - set(names) <= TOO_SHORT
    assert set(names) <= EVERYTHING | SOMETIMES
    assert failed_names(observations) == []
    assert observations["udp"].value == "STAMP"
    assert observations["up.counted"].value == "server"
    assert 0 < (observations.number("idle.latency") or 0) < 50
    for name in ("down.rate", "up.rate"):
        assert (observations.number(name) or 0) > 100
        assert (observations[name].uncertainty or 0) > 0
    assert (observations.number("bytes") or 0) == pytest.approx(
        (observations.number("down.bytes") or 0) + (observations.number("up.bytes") or 0), abs=0.01
    )
    rates = [event.numbers for event in events if isinstance(event, LiveSample) and event.kind == "rate"]
    assert max(mbit for _, mbit in rates) > 100
    assert any(event.kind == "latency" for event in events if isinstance(event, LiveSample))
    steps = [event.done for event in events if isinstance(event, Progress)]
    assert steps == sorted(steps)
    assert all(event.text and event.text.de and event.text.en for event in events if isinstance(event, Progress))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    "fault, folder",
    [
        (ServerFault(), "/"),
        (ServerFault(), "/backend/"),
        (ServerFault(chunked=True), "/"),
        (ServerFault(body_limit=1_000_000), "/backend/"),
    ],
)
def test_a_server_that_is_not_ours(fault: ServerFault, folder: str) -> None:
    with libre_speed_server(fault, folder) as url:
        observations = measure_line(url)
    assert failed_names(observations) == ["udp"]
    assert "line.udp-blocked" not in finding_codes(observations), "no reflector is no fault of the line"
    assert observations["up.counted"].value == "answers"
    for name in ("idle.latency", "idle.jitter", "down.latency", "up.latency"):
        assert observations.has(name)
    assert (observations.number("down.rate") or 0) > 50
    assert (observations.number("up.rate") or 0) > 20


@pytest.mark.usefixtures("short")
def test_a_proxy_that_collects_uploads_is_got_round() -> None:
    """The count stays at nothing while a gigabyte is collected; small bodies come through and are counted."""
    with libre_speed_server(ServerFault(counts_late=True)) as url:
        observations = measure_line(url)
    assert observations["up.collected"].value is True
    assert observations["up.counted"].value == "server"
    assert (observations.number("up.rate") or 0) > 20


def test_without_an_endpoint_nothing_is_asked() -> None:
    assert list(observe(LineNeed(), probe_context())) == []


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("after", ["method", "server.answer", "idle.jitter", "down.bytes"])
def test_cancel_at_any_time(endpoint: str, after: str) -> None:
    measuring = BackgroundMeasurement(endpoint)
    while not measuring.has(after):
        time.sleep(0.01)
    time.sleep(0.15)
    measuring.cancelled.set()
    measuring.thread.join(1.0)
    assert not measuring.thread.is_alive()
    assert isinstance(measuring.ended, Cancelled)
    assert measuring.has(after)
    assert (measure_line(endpoint).number("waited") or 0) < 3, "who has cancelled holds no place"


def test_cancel_while_nobody_answers() -> None:
    measuring = BackgroundMeasurement("http://192.0.2.1:9/")  # a documentation address (RFC 5737)
    time.sleep(0.2)
    measuring.cancelled.set()
    measuring.thread.join(1.0)
    assert not measuring.thread.is_alive()


def test_in_a_worker(endpoint: str) -> None:
    observations: list[Observation] = []

    def events(event: Observation | Progress | LiveSample) -> None:
        if isinstance(event, Observation):
            observations.append(event)

    need = LineNeed(endpoint=endpoint)
    job = make_job(PlannedCheck(check=CHECK, need=need), BUILT_IN)
    outcome, failure = WorkerProcess(job, events).run()
    assert (outcome, failure) == (Outcome.DONE, None)
    assert EVERYTHING - {observation.name for observation in observations} <= TOO_SHORT
    assert "line.server-failed" not in finding_codes(Observations(observations))


def test_every_observation_is_declared() -> None:
    assert {fact.name for fact in CHECK.facts} == EVERYTHING | SOMETIMES
