"""One direction under load: what its load and the packets beside it tell, as observations."""

from collections.abc import Iterator, Sequence

from checker.checks.context import ProbeContext
from checker.checks.line.direction import Direction
from checker.checks.line.measurement.estimate_observations import (
    call_observations,
    interruption_observations,
    jitter_observation,
    latency_observation,
    share_observation,
)
from checker.checks.line.measurement.load_generator import PROBE_GOODPUT_BYTES, CountingMethod, LoadResult
from checker.checks.line.measurement.rate_estimate import RateEstimate, rate_curve
from checker.checks.line.packets import metrics
from checker.checks.line.packets.latency import estimate_latency
from checker.checks.line.packets.metrics import MIN_PACKETS, PacketPath, ProbePacket
from checker.checks.line.transport.byte_count import mbit_per_s
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation

SETTLING_SHARE = 0.3
"""Share of a load that its latency leaves out: until then the queue fills."""
STEP_S = 0.1
LATENCY_DIGITS = 1
LOADED_PATHS = {Direction.DOWN: PacketPath.DOWNSTREAM, Direction.UP: PacketPath.UPSTREAM}
"""Which part of a packet's way each direction loads."""


def rate_observation(
    context: ProbeContext,
    direction: Direction,
    load_result: LoadResult | None,
    train: Sequence[ProbePacket],
    error: OperationFailed | None,
) -> Observation:
    """`<name>.rate`, or why there is none."""
    with context.record(f"{direction}.rate") as recorder:
        if error is not None:
            raise error
        if load_result is not None and load_result.error is not None and not load_result.completed:
            raise load_result.error
        if load_result is None or load_result.rate is None:
            raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "nothing arrived")
        probe_mbit = _probe_mbit(train, load_result, load_result.rate) if direction is Direction.UP else 0.0
        mbit = load_result.rate.mbit + probe_mbit
        recorder.value, recorder.uncertainty = round(mbit, 3), round(load_result.rate.uncertainty, 3)
    return recorder.observation()


def load_observations(
    context: ProbeContext, direction: Direction, load_result: LoadResult, counting: CountingMethod
) -> Iterator[Observation]:
    """What it cost and how it went."""
    yield context.observation(f"{direction}.streams", load_result.streams)
    yield context.observation(f"{direction}.seconds", round(load_result.ended_at - load_result.started_at, 2))
    yield context.observation(f"{direction}.bytes", round(load_result.transferred_bytes / 1e6, 3))
    yield context.observation(f"{direction}.ended", load_result.stop_reason.value)
    if load_result.change is not None:
        yield context.observation(f"{direction}.burst.rate", round(load_result.change.burst_mbit, 2))
        yield context.observation(f"{direction}.burst.bytes", round(load_result.change.burst_bytes / 1e6, 2))
    mbit_curve = rate_curve(load_result.samples, STEP_S)
    if mbit_curve and counting is not CountingMethod.ANSWERS:
        yield context.observation(f"{direction}.curve", list(mbit_curve))


def packet_observations(
    context: ProbeContext,
    direction: Direction,
    load_result: LoadResult,
    train: Sequence[ProbePacket],
    all_packets: Sequence[ProbePacket] = (),
) -> Iterator[Observation]:
    """Latency, loss and variation of the train that went on beside the load, and how a call would have sounded.

    `all_packets`: of the idle line too, where there are some.
    """
    settled_packets = [packet for packet in train if packet.sent_at >= settled_at(load_result)]
    path = LOADED_PATHS[direction]
    yield latency_observation(
        context, f"{direction}.latency", metrics.packet_latency(settled_packets), digits=LATENCY_DIGITS
    )
    loss = metrics.packet_loss(settled_packets)
    if loss is not None:
        yield from share_observation(context, f"{direction}.loss", loss.on(path) or loss.round_trip)
    yield from jitter_observation(context, f"{direction}.jitter", settled_packets, path)
    yield from call_observations(context, direction, settled_packets, path)
    leg = path if any(packet.reflector_received_at is not None for packet in train) else PacketPath.ROUND_TRIP
    yield from interruption_observations(context, {leg: f"{direction}.{{}}"}, settled_packets, all_packets or train)
    yield from latency_curve(
        context,
        f"{direction}.latency.curve",
        [(packet.sent_at - load_result.started_at, packet.round_trip_s) for packet in train],
    )


def request_observations(
    context: ProbeContext, direction: Direction, load_result: LoadResult, round_trips: Sequence[tuple[float, float]]
) -> Iterator[Observation]:
    """The latency alone, of small requests: when each was sent, monotonic clock, and its round trip, seconds."""
    settled_s = [seconds for sent, seconds in round_trips if sent >= settled_at(load_result)]
    yield latency_observation(context, f"{direction}.latency", estimate_latency(settled_s), digits=LATENCY_DIGITS)
    yield from latency_curve(
        context,
        f"{direction}.latency.curve",
        [(sent - load_result.started_at, seconds) for sent, seconds in round_trips],
    )


def settled_at(load_result: LoadResult) -> float:
    """From when on the load is taken for a full one, monotonic clock."""
    full_s = load_result.rate.from_s if isinstance(load_result.rate, RateEstimate) else 0.0
    return load_result.started_at + max(full_s, SETTLING_SHARE * (load_result.ended_at - load_result.started_at))


def _probe_mbit(train: Sequence[ProbePacket], load_result: LoadResult, rate: RateEstimate) -> float:
    """Mbit/s that TCP could have carried in the place of our own packets that reached the server.

    Of the counted time alone: while the queue fills, packets reach the server farther apart than they were sent.
    """
    counted = [
        (packet.reflector_received_at, packet.reflector_sequence)
        for packet in train
        if packet.reflector_received_at is not None
        and packet.reflector_sequence is not None
        and packet.sent_at >= load_result.started_at
    ]
    if counted:
        from_s = counted[0][0] + rate.from_s
        window = [entry for entry in counted if from_s <= entry[0] <= from_s + rate.seconds]
        counted = window if len(window) >= MIN_PACKETS else counted
    if len(counted) < 2:
        return 0.0
    (began, first), (ended, last) = counted[0], counted[-1]
    return mbit_per_s((last - first) * PROBE_GOODPUT_BYTES, ended - began) if ended > began else 0.0


def latency_curve(
    context: ProbeContext, name: str, round_trips: Sequence[tuple[float, float | None]]
) -> Iterator[Observation]:
    """The longest round trip of each step since the first byte; a step without an answer repeats the one before."""
    longest_ms: list[float] = []
    for at, seconds in round_trips:
        step = int(at / STEP_S)
        if seconds is None or at < 0:
            continue
        while len(longest_ms) <= step:
            longest_ms.append(longest_ms[-1] if longest_ms else round(seconds * 1000, 1))
        longest_ms[step] = max(longest_ms[step], round(seconds * 1000, 1))
    if longest_ms:
        yield context.observation(name, list(longest_ms))
