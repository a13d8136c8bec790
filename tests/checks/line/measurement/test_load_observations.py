"""What a load and the packets beside it tell of one direction, from loads and trains made by hand."""

import pytest

from checker.checks.line.measurement.load_generator import CountingMethod, LoadResult
from checker.checks.line.measurement.load_observations import (
    load_observations,
    packet_observations,
    rate_observation,
    request_observations,
    settled_at,
)
from checker.checks.line.measurement.rate_estimate import RateEstimate
from checker.checks.line.measurement.stop_rule import LoadStopReason
from checker.checks.line.packets.metrics import ProbePacket
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from tests.checks.line.measuring import a_run

BEGAN = 100.0
RATE = RateEstimate(mbit=10.0, uncertainty=0.2, seconds=1.4, from_s=0.4)
CLOSED = OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)


def loaded(
    rate: RateEstimate | None = RATE, failed: OperationFailed | None = None, *, lasted: bool = True
) -> LoadResult:
    samples = tuple((n * 0.02, 25_000.0 * n) for n in range(100))
    return LoadResult(
        samples=samples,
        rate=rate,
        stop_reason=LoadStopReason.CLEAR,
        started_at=BEGAN,
        ended_at=BEGAN + 2.0,
        streams=4,
        transferred_bytes=2_500_000,
        error=failed,
        completed=lasted,
        collected=False,
    )


def train(there_s: float = 0.01, back_s: float = 0.01, *, lost: bool = False) -> list[ProbePacket]:
    """One packet each 20 ms during the load; the far clock is an hour ahead. `lost`: each tenth on its way there."""
    made, count = [], 0
    for n in range(100):
        sent = BEGAN + n * 0.02
        if lost and n % 10 == 3:
            made.append(ProbePacket(sent_at=sent))
            continue
        arrived = 3600 + sent + there_s
        made.append(
            ProbePacket(
                sent_at=sent,
                reflector_received_at=arrived,
                reflector_sent_at=arrived,
                received_at=sent + there_s + back_s,
                reflector_sequence=count,
            )
        )
        count += 1
    return made


def test_voice_packets_are_added_to_the_uploads_rate() -> None:
    """50 packets of 200 octets a second, of which TCP would have carried 1448 of 1500: 77 kbit/s."""
    down = rate_observation(a_run(), "down", loaded(), train(), None)
    assert (down.value, down.uncertainty) == (10.0, 0.2)
    up = rate_observation(a_run(), "up", loaded(), train(), None)
    assert up.value == pytest.approx(10.077, abs=0.002)
    assert rate_observation(a_run(), "up", loaded(), [], None).value == 10.0
    stun = [ProbePacket(sent_at=one.sent_at, received_at=one.received_at) for one in train()]
    assert rate_observation(a_run(), "up", loaded(), stun, None).value == 10.0, "nobody says how many arrived"


@pytest.mark.parametrize(
    ("load", "failed", "kind"),
    [
        (None, None, FailureKind.TIMEOUT),
        (None, CLOSED, FailureKind.CLOSED),
        (loaded(None), None, FailureKind.TIMEOUT),
        (loaded(None, CLOSED, lasted=False), None, FailureKind.CLOSED),
        (loaded(RATE, CLOSED, lasted=False), None, FailureKind.CLOSED),
        (loaded(RATE), CLOSED, FailureKind.CLOSED),
    ],
)
def test_no_rate_says_why(load: LoadResult | None, failed: OperationFailed | None, kind: FailureKind) -> None:
    seen = rate_observation(a_run(), "down", load, [], failed)
    assert seen.failure is not None
    assert (seen.failure.operation, seen.failure.kind) == (Operation.RECEIVE, kind)


def test_one_stream_of_several_that_ends_spoils_nothing() -> None:
    assert rate_observation(a_run(), "down", loaded(RATE, CLOSED), [], None).value == 10.0


def test_what_it_cost_and_how_it_went() -> None:
    seen = Observations(load_observations(a_run(), "down", loaded(), CountingMethod.HERE))
    assert [one.value for one in seen][:4] == [4, 2.0, 2.5, "clear"]
    course = seen["down.curve"].value
    assert isinstance(course, list)
    assert course == pytest.approx([10.0] * 19)
    assert not Observations(load_observations(a_run(), "up", loaded(), CountingMethod.ANSWERS)).has("up.curve"), (
        "answers come in lumps"
    )


@pytest.mark.parametrize(("name", "loss"), [("down", 0), ("up", 10)])
def test_loss_and_variation_are_those_of_the_loaded_direction(name: str, loss: float) -> None:
    seen = Observations(packet_observations(a_run(), name, loaded(), train(0.15, 0.01, lost=True)))
    assert seen.number(f"{name}.latency") == pytest.approx(160)
    assert seen.number(f"{name}.loss") == pytest.approx(loss, abs=2)
    assert seen.number(f"{name}.jitter") == pytest.approx(0, abs=0.01)
    course = seen[f"{name}.latency.curve"].value
    assert isinstance(course, list)
    assert course == pytest.approx([160.0] * 20)
    assert ((seen.number(f"call.{name}.mos") or 0) > 3.9) is (loss == 0)


def test_the_filling_of_the_queue_is_left_out() -> None:
    """Of 2 s the first 0.6: before, the line was not full."""
    assert settled_at(loaded()) == pytest.approx(BEGAN + 0.6)
    assert settled_at(loaded(RateEstimate(mbit=1, uncertainty=0, seconds=1, from_s=1.0))) == pytest.approx(BEGAN + 1.0)
    assert settled_at(loaded(None)) == pytest.approx(BEGAN + 0.6)
    early = [one for one in train(0.01, 0.01) if one.sent_at < BEGAN + 0.6]
    late = [one for one in train(0.4, 0.01) if one.sent_at >= BEGAN + 0.6]
    seen = Observations(packet_observations(a_run(), "up", loaded(), [*early, *late]))
    assert seen.number("up.latency") == pytest.approx(410)


def test_a_step_without_an_answer_repeats_the_one_before() -> None:
    holed = [one for one in train() if not BEGAN + 0.5 <= one.sent_at < BEGAN + 0.9]
    course = Observations(packet_observations(a_run(), "up", loaded(), holed))["up.latency.curve"].value
    assert isinstance(course, list)
    assert len(course) == 20


def test_a_train_that_died_is_a_failure() -> None:
    seen = Observations(
        packet_observations(a_run(), "down", loaded(), [ProbePacket(sent_at=one.sent_at) for one in train()])
    )
    assert seen["down.latency"].failure == Failure(
        operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="too few answers"
    )
    assert [one.name for one in seen] == ["down.latency"]


def test_requests_tell_latency_alone() -> None:
    asked = [(BEGAN + n * 0.05, 0.08 if n > 10 else 0.02) for n in range(40)]
    seen = Observations(request_observations(a_run(), "down", loaded(), asked))
    assert [one.name for one in seen] == ["down.latency", "down.latency.curve"]
    assert seen.number("down.latency") == 80
