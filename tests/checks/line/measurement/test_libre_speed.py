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
from tests.checks.line.foreign_server import Fault, foreign
from tests.checks.line.measuring import InThread, a_run, codes, lost, seen_at

_DIRECTION = (*("rate", "latency", "loss", "jitter", "streams", "seconds", "bytes", "ended", "curve", "latency.curve"),)
EVERYTHING = {
    *("method", "server", "proxy", "server.answer", "adapter.medium", "adapter.rate", "metered", "udp"),
    *("idle.latency", "idle.jitter", "idle.jitter.down", "idle.jitter.up", "idle.loss.down", "idle.loss.up"),
    *("idle.reordered", "idle.packets", "idle.seconds", "call.idle.mos", "call.idle.r"),
    *(f"{way}.{name}" for way in ("down", "up") for name in _DIRECTION),
    *(f"call.{way}.{name}" for way in ("down", "up") for name in ("mos", "r")),
    *("others.down", "others.up", "up.counted", "up.collected"),
    *("bloat", "address.changed", "suspended", "bytes", "waited", "seconds", "cpu.own", "cpu.during"),
}
SOMETIMES = {"idle.loss", "place", "server.capacity", "contract.down", "contract.up"}
"""A STUN server instead of the reflector; nobody gave a place; the firm or the employee has told it."""
TOO_SHORT = {
    f"{way}.{name}" for way in ("down", "up", "call.down", "call.up") for name in ("jitter", "loss", "mos", "r")
}
"""Loopback is clear after some ten packets, which may be too few to tell of a call."""


@pytest.mark.usefixtures("short")
def test_own_endpoint(endpoint: str) -> None:
    told: list[Progress | LiveSample] = []
    seen = seen_at(endpoint, a_run(told))
    names = [one.name for one in seen]
    assert len(names) == len(set(names))
    assert EVERYTHING - set(names) <= TOO_SHORT
    assert set(names) <= EVERYTHING
    assert lost(seen) == []
    assert seen["udp"].value == "STAMP"
    assert seen["up.counted"].value == "server"
    assert 0 < (seen.number("idle.latency") or 0) < 50
    for name in ("down.rate", "up.rate"):
        assert (seen.number(name) or 0) > 100
        assert (seen[name].uncertainty or 0) > 0
    assert (seen.number("bytes") or 0) == pytest.approx(
        (seen.number("down.bytes") or 0) + (seen.number("up.bytes") or 0), abs=0.01
    )
    rates = [one.numbers for one in told if isinstance(one, LiveSample) and one.kind == "rate"]
    assert max(mbit for _, mbit in rates) > 100
    assert any(one.kind == "latency" for one in told if isinstance(one, LiveSample))
    steps = [one.done for one in told if isinstance(one, Progress)]
    assert steps == sorted(steps)
    assert all(one.text and one.text.de and one.text.en for one in told if isinstance(one, Progress))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    "fault, folder",
    [(Fault(), "/"), (Fault(), "/backend/"), (Fault(chunked=True), "/"), (Fault(body_limit=1_000_000), "/backend/")],
)
def test_a_server_that_is_not_ours(fault: Fault, folder: str) -> None:
    with foreign(fault, folder) as url:
        seen = seen_at(url)
    assert lost(seen) == ["udp"]
    assert "line.udp-blocked" not in codes(seen), "no reflector is no fault of the line"
    assert seen["up.counted"].value == "answers"
    for name in ("idle.latency", "idle.jitter", "down.latency", "up.latency"):
        assert seen.has(name)
    assert (seen.number("down.rate") or 0) > 50
    assert (seen.number("up.rate") or 0) > 20


@pytest.mark.usefixtures("short")
def test_a_proxy_that_collects_uploads_is_got_round() -> None:
    """The count stays at nothing while a gigabyte is collected; small bodies come through and are counted."""
    with foreign(Fault(counts_late=True)) as url:
        seen = seen_at(url)
    assert seen["up.collected"].value is True
    assert seen["up.counted"].value == "server"
    assert (seen.number("up.rate") or 0) > 20


def test_without_an_endpoint_nothing_is_asked() -> None:
    assert list(observe(LineNeed(), a_run())) == []


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("after", ["method", "server.answer", "idle.jitter", "down.bytes"])
def test_cancel_at_any_time(endpoint: str, after: str) -> None:
    measuring = InThread(endpoint)
    while not measuring.has(after):
        time.sleep(0.01)
    time.sleep(0.15)
    measuring.cancelled.set()
    measuring.thread.join(1.0)
    assert not measuring.thread.is_alive()
    assert isinstance(measuring.ended, Cancelled)
    assert measuring.has(after)
    assert (seen_at(endpoint).number("waited") or 0) < 3, "who has cancelled holds no place"


def test_cancel_while_nobody_answers() -> None:
    measuring = InThread("http://192.0.2.1:9/")  # a documentation address (RFC 5737)
    time.sleep(0.2)
    measuring.cancelled.set()
    measuring.thread.join(1.0)
    assert not measuring.thread.is_alive()


def test_in_a_worker(endpoint: str) -> None:
    seen: list[Observation] = []

    def told(what: Observation | Progress | LiveSample) -> None:
        if isinstance(what, Observation):
            seen.append(what)

    need = LineNeed(endpoint=endpoint)
    job = make_job(PlannedCheck(check=CHECK, need=need), BUILT_IN)
    outcome, failure = WorkerProcess(job, told).run()
    assert (outcome, failure) == (Outcome.DONE, None)
    assert EVERYTHING - {one.name for one in seen} <= TOO_SHORT
    assert "line.server-failed" not in codes(Observations(seen))


def test_every_observation_is_declared() -> None:
    assert {fact.name for fact in CHECK.facts} == EVERYTHING | SOMETIMES
