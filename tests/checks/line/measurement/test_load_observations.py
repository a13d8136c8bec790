"""What a load and the packets beside it tell of one direction, from loads and trains made by hand."""

import pytest

from checker.checks.line.direction import Direction
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
from tests.checks.line.measuring import probe_context

BEGAN = 100.0
RATE = RateEstimate(mbit=10.0, uncertainty=0.2, seconds=1.4, from_s=0.4)
CLOSED = OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)


def load_result(
    rate: RateEstimate | None = RATE, error: OperationFailed | None = None, *, completed: bool = True
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
        error=error,
        completed=completed,
        collected=False,
    )


def train(upstream_s: float = 0.01, downstream_s: float = 0.01, *, with_loss: bool = False) -> list[ProbePacket]:
    """One packet each 20 ms during the load; the far clock is an hour ahead. `with_loss`: of each tenth."""
    packets, count = [], 0
    for n in range(100):
        sent = BEGAN + n * 0.02
        if with_loss and n % 10 == 3:
            packets.append(ProbePacket(sent_at=sent))
            continue
        arrived = 3600 + sent + upstream_s
        packets.append(
            ProbePacket(
                sent_at=sent,
                reflector_received_at=arrived,
                reflector_sent_at=arrived,
                received_at=sent + upstream_s + downstream_s,
                reflector_sequence=count,
            )
        )
        count += 1
    return packets


def test_voice_packets_are_those_of_the_counted_time() -> None:
    """While the queue fills, each waits longer than the one before, and they reach the server farther apart."""
    packets = [
        ProbePacket(
            sent_at=packet.sent_at,
            reflector_received_at=(packet.reflector_received_at or 0.0) + min(n * 0.02, 0.4) * 1.5,
            reflector_sent_at=packet.reflector_sent_at,
            received_at=packet.received_at,
            reflector_sequence=packet.reflector_sequence,
        )
        for n, packet in enumerate(train())
    ]
    rate = RateEstimate(mbit=0.4, uncertainty=0.01, seconds=1.0, from_s=1.0)
    up = rate_observation(probe_context(), Direction.UP, load_result(rate), packets, None)
    assert up.value == pytest.approx(0.477, abs=0.002)


def test_voice_packets_are_added_to_the_uploads_rate() -> None:
    """50 packets of 200 octets a second, of which TCP would have carried 1448 of 1500: 77 kbit/s."""
    down = rate_observation(probe_context(), Direction.DOWN, load_result(), train(), None)
    assert (down.value, down.uncertainty) == (10.0, 0.2)
    up = rate_observation(probe_context(), Direction.UP, load_result(), train(), None)
    assert up.value == pytest.approx(10.077, abs=0.002)
    assert rate_observation(probe_context(), Direction.UP, load_result(), [], None).value == 10.0
    stun = [ProbePacket(sent_at=packet.sent_at, received_at=packet.received_at) for packet in train()]
    assert rate_observation(probe_context(), Direction.UP, load_result(), stun, None).value == 10.0, (
        "nobody says how many arrived"
    )


@pytest.mark.parametrize(
    ("load", "error", "kind"),
    [
        (None, None, FailureKind.TIMEOUT),
        (None, CLOSED, FailureKind.CLOSED),
        (load_result(None), None, FailureKind.TIMEOUT),
        (load_result(None, CLOSED, completed=False), None, FailureKind.CLOSED),
        (load_result(RATE, CLOSED, completed=False), None, FailureKind.CLOSED),
        (load_result(RATE), CLOSED, FailureKind.CLOSED),
    ],
)
def test_no_rate_says_why(load: LoadResult | None, error: OperationFailed | None, kind: FailureKind) -> None:
    observations = rate_observation(probe_context(), Direction.DOWN, load, [], error)
    assert observations.failure is not None
    assert (observations.failure.operation, observations.failure.kind) == (Operation.RECEIVE, kind)


def test_one_stream_of_several_that_ends_spoils_nothing() -> None:
    assert rate_observation(probe_context(), Direction.DOWN, load_result(RATE, CLOSED), [], None).value == 10.0


def test_what_it_cost_and_how_it_went() -> None:
    observations = Observations(load_observations(probe_context(), Direction.DOWN, load_result(), CountingMethod.HERE))
    assert [observation.value for observation in observations][:4] == [4, 2.0, 2.5, "clear"]
    curve = observations["down.curve"].value
    assert isinstance(curve, list)
    assert curve == pytest.approx([10.0] * 19)
    assert not Observations(
        load_observations(probe_context(), Direction.UP, load_result(), CountingMethod.ANSWERS)
    ).has("up.curve"), "answers come in lumps"


@pytest.mark.parametrize(("direction", "loss"), [(Direction.DOWN, 0), (Direction.UP, 10)])
def test_loss_and_variation_are_those_of_the_loaded_direction(direction: Direction, loss: float) -> None:
    observations = Observations(
        packet_observations(probe_context(), direction, load_result(), train(0.15, 0.01, with_loss=True))
    )
    assert observations.number(f"{direction}.latency") == pytest.approx(160)
    assert observations.number(f"{direction}.loss") == pytest.approx(loss, abs=2)
    assert observations.number(f"{direction}.jitter") == pytest.approx(0, abs=0.01)
    curve = observations[f"{direction}.latency.curve"].value
    assert isinstance(curve, list)
    assert curve == pytest.approx([160.0] * 20)
    assert ((observations.number(f"call.{direction}.mos") or 0) > 3.9) is (loss == 0)


def test_the_filling_of_the_queue_is_left_out() -> None:
    """Of 2 s the first 0.6: before, the line was not full."""
    assert settled_at(load_result()) == pytest.approx(BEGAN + 0.6)
    assert settled_at(load_result(RateEstimate(mbit=1, uncertainty=0, seconds=1, from_s=1.0))) == pytest.approx(
        BEGAN + 1.0
    )
    assert settled_at(load_result(None)) == pytest.approx(BEGAN + 0.6)
    early = [packet for packet in train(0.01, 0.01) if packet.sent_at < BEGAN + 0.6]
    late = [packet for packet in train(0.4, 0.01) if packet.sent_at >= BEGAN + 0.6]
    observations = Observations(packet_observations(probe_context(), Direction.UP, load_result(), [*early, *late]))
    assert observations.number("up.latency") == pytest.approx(410)


def test_a_step_without_an_answer_repeats_the_one_before() -> None:
    train_with_gap = [packet for packet in train() if not BEGAN + 0.5 <= packet.sent_at < BEGAN + 0.9]
    curve = Observations(packet_observations(probe_context(), Direction.UP, load_result(), train_with_gap))[
        "up.latency.curve"
    ].value
    assert isinstance(curve, list)
    assert len(curve) == 20


def test_a_train_that_died_is_a_failure() -> None:
    observations = Observations(
        packet_observations(
            probe_context(),
            Direction.DOWN,
            load_result(),
            [ProbePacket(sent_at=packet.sent_at) for packet in train()],
        )
    )
    assert observations["down.latency"].failure == Failure(
        operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="too few answers"
    )
    assert [observation.name for observation in observations] == ["down.latency"]


def test_requests_tell_latency_alone() -> None:
    round_trips = [(BEGAN + n * 0.05, 0.08 if n > 10 else 0.02) for n in range(40)]
    observations = Observations(request_observations(probe_context(), Direction.DOWN, load_result(), round_trips))
    assert [observation.name for observation in observations] == ["down.latency", "down.latency.curve"]
    assert observations.number("down.latency") == 80
