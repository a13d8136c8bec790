"""The line at rest: round trip, variation, loss and order of a train of packets, or of small requests."""

import time
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.packets import metrics
from checker.checks.line.packets.emodel import predict_call
from checker.checks.line.packets.latency import LatencyEstimate, estimate_latency
from checker.checks.line.packets.metrics import ProbePacket, ShareEstimate
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import run_probe
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation

IDLE_S, DOUBT_S, FULL_S = 1.6, 2.0, 5.0
"""How long the train is watched; longer where a packet was lost; and where everything is to be measured."""
REQUESTS, REQUEST_PAUSE_S, REQUESTS_S = 16, 0.03, 4.0
"""Without a train: round trips of small requests, the pause between two, and all of them."""
TOO_FEW_REPLIES = OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "too few answers")


def observe_packets(context: ProbeContext, packet_probe: PacketProbe, *, full: bool) -> Iterator[Observation]:
    """Yields idle.*; ends early by Cancelled only."""
    began = time.monotonic()
    run_probe(context, packet_probe, FULL_S if full else IDLE_S)
    first_loss = metrics.packet_loss(packet_probe.packets())
    if not full and first_loss is not None and first_loss.round_trip is not None and first_loss.round_trip.percent > 0:
        run_probe(context, packet_probe, DOUBT_S)
    train = packet_probe.packets(began)
    run_probe(context, packet_probe, _drain_s(train))
    train = packet_probe.packets(began, train[-1].sent_at + 0.001) if train else []
    yield from _packet_observations(context, train)
    yield context.observation("idle.packets", len(train))
    yield context.observation("idle.seconds", round(time.monotonic() - began, 2))


def observe_requests(context: ProbeContext, send_request: Callable[[], float]) -> Iterator[Observation]:
    """Yields idle.latency and idle.jitter.

    `send_request` makes one small request and returns its round trip, seconds.
    """
    round_trips: list[float] = []
    with (
        context.record("idle.latency", Operation.RECEIVE) as latency_recorder,
        context.record("idle.jitter") as jitter_recorder,
    ):
        ends = time.monotonic() + REQUESTS_S
        while len(round_trips) < REQUESTS and time.monotonic() < ends:
            context.pause(REQUEST_PAUSE_S)
            round_trips.append(send_request())
        latency = estimate_latency(round_trips)
        if latency is None:
            raise TOO_FEW_REPLIES
        latency_recorder.value, latency_recorder.uncertainty = round(latency.ms, 2), round(latency.uncertainty, 2)
        jitter_recorder.value = round(latency.jitter_ms, 2)
    latency_recorder.failure = latency_recorder.failure or jitter_recorder.failure
    yield latency_recorder.observation()
    yield jitter_recorder.observation()


def _packet_observations(context: ProbeContext, train: list[ProbePacket]) -> Iterator[Observation]:
    latency = metrics.packet_latency(train)
    yield _latency_observation(context, "idle.latency", latency)
    for name, direction in (("idle.jitter", "both"), ("idle.jitter.down", "back"), ("idle.jitter.up", "there")):
        yield from jitter_observation(context, name, train, direction)
    loss = metrics.packet_loss(train)
    if loss is not None and loss.upstream is not None:
        yield from share_observation(context, "idle.loss.up", loss.upstream)
        yield from share_observation(context, "idle.loss.down", loss.downstream)
    elif loss is not None:
        yield from share_observation(context, "idle.loss", loss.round_trip)
    yield from share_observation(context, "idle.reordered", metrics.packet_reordering(train))
    yield from call_observations(context, "idle", train, "both")


def _latency_observation(context: ProbeContext, name: str, latency: LatencyEstimate | None) -> Observation:
    if latency is None:
        return context.failed_observation(name, TOO_FEW_REPLIES.failure)
    return context.observation(name, round(latency.ms, 2), uncertainty=round(latency.uncertainty, 2))


def jitter_observation(
    context: ProbeContext, name: str, train: list[ProbePacket], direction: str
) -> Iterator[Observation]:
    """Nothing where the far end does not tell this direction."""
    jitter = metrics.packet_jitter(train, direction)
    if jitter is not None:
        yield context.observation(name, round(jitter.ms, 2), uncertainty=round(jitter.uncertainty, 2))


def share_observation(context: ProbeContext, name: str, share: ShareEstimate | None) -> Iterator[Observation]:
    """A loss, or another share."""
    if share is not None:
        yield context.observation(name, round(share.percent, 2), uncertainty=round(share.uncertainty, 2))


def call_observations(
    context: ProbeContext, phase: str, train: list[ProbePacket], direction: str
) -> Iterator[Observation]:
    """What a call would sound like in this phase: judged by the direction `direction`, or by the worse of both."""
    round_trip, loss = metrics.packet_latency(train), metrics.packet_loss(train)
    if round_trip is None or loss is None:
        return
    legs = ("there", "back") if direction == "both" else (direction,)
    steps = [jitter.ms for leg in legs if (jitter := metrics.packet_jitter(train, leg)) is not None]
    shares = {"there": loss.upstream, "back": loss.downstream}
    percents = [loss_share.percent for leg in legs if (loss_share := shares[leg]) is not None]
    if not percents and loss.round_trip is not None:
        percents = [loss.round_trip.percent]
    quality = predict_call(round_trip.ms, max(steps, default=round_trip.jitter_ms), max(percents, default=0.0))
    yield context.observation(f"call.{phase}.mos", round(quality.mos, 2))
    yield context.observation(f"call.{phase}.r", round(quality.r, 1))


def _drain_s(train: list[ProbePacket]) -> float:
    """Twice the longest round trip seen: what takes longer counts as lost."""
    longest = max((packet.round_trip_s or 0.0 for packet in train), default=0.0)
    return min(1.0, 2 * longest + 0.01)
