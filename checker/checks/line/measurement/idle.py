"""The line at rest: round trip, variation, loss and order of a train of packets, or of small requests."""

from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.estimate_observations import (
    TOO_FEW_REPLIES,
    call_observations,
    interruption_observations,
    jitter_observation,
    latency_observation,
    share_observation,
)
from checker.checks.line.packets import metrics
from checker.checks.line.packets.latency import estimate_latency
from checker.checks.line.packets.metrics import PacketPath, ProbePacket
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import run_probe
from checker.model.failure import Operation
from checker.model.observation import Observation
from checker.net.clock import monotonic_s

IDLE_S, DOUBT_S, FULL_S = 1.6, 2.0, 5.0
"""How long the train is watched; longer where a packet was lost; and where everything is to be measured."""
REQUESTS, REQUEST_PAUSE_S, REQUESTS_S = 16, 0.03, 4.0
"""Without a train: round trips of small requests, the pause between two, and all of them."""
JITTERS = {
    "idle.jitter": PacketPath.ROUND_TRIP,
    "idle.jitter.down": PacketPath.DOWNSTREAM,
    "idle.jitter.up": PacketPath.UPSTREAM,
}

INTERRUPTIONS = {PacketPath.DOWNSTREAM: "idle.{}.down", PacketPath.UPSTREAM: "idle.{}.up"}
ROUND_TRIP = {PacketPath.ROUND_TRIP: "idle.{}"}
"""Names of what breaks a voice, per direction where the far end tells them apart."""


def observe_packets(context: ProbeContext, packet_probe: PacketProbe, *, full: bool) -> Iterator[Observation]:
    """Yields idle.*; ends early by Cancelled only."""
    began = monotonic_s()
    run_probe(context, packet_probe, FULL_S if full else IDLE_S)
    first_loss = metrics.packet_loss(packet_probe.packets())
    if not full and first_loss is not None and first_loss.round_trip is not None and first_loss.round_trip.percent > 0:
        run_probe(context, packet_probe, DOUBT_S)
    train = packet_probe.packets(began)
    run_probe(context, packet_probe, _drain_s(train))
    train = packet_probe.packets(began, train[-1].sent_at + 0.001) if train else []
    yield from _packet_observations(context, train)
    yield context.observation("idle.packets", len(train))
    yield context.observation("idle.seconds", round(monotonic_s() - began, 2))


def observe_requests(context: ProbeContext, send_request: Callable[[], float]) -> Iterator[Observation]:
    """Yields idle.latency and idle.jitter.

    `send_request` makes one small request and returns its round trip, seconds.
    """
    round_trips: list[float] = []
    with (
        context.record("idle.latency", Operation.RECEIVE) as latency_recorder,
        context.record("idle.jitter") as jitter_recorder,
    ):
        ends = monotonic_s() + REQUESTS_S
        while len(round_trips) < REQUESTS and monotonic_s() < ends:
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
    yield latency_observation(context, "idle.latency", metrics.packet_latency(train))
    for name, path in JITTERS.items():
        yield from jitter_observation(context, name, train, path)
    loss = metrics.packet_loss(train)
    if loss is not None and loss.upstream is not None:
        yield from share_observation(context, "idle.loss.up", loss.upstream)
        yield from share_observation(context, "idle.loss.down", loss.downstream)
    elif loss is not None:
        yield from share_observation(context, "idle.loss", loss.round_trip)
    yield from share_observation(context, "idle.reordered", metrics.packet_reordering(train))
    yield from call_observations(context, "idle", train, PacketPath.ROUND_TRIP)
    yield from interruption_observations(context, INTERRUPTIONS if _has_directions(train) else ROUND_TRIP, train, train)


def _has_directions(train: list[ProbePacket]) -> bool:
    return any(packet.reflector_received_at is not None for packet in train)


def _drain_s(train: list[ProbePacket]) -> float:
    """Twice the longest round trip seen: what takes longer counts as lost."""
    longest = max((packet.round_trip_s or 0.0 for packet in train), default=0.0)
    return min(1.0, 2 * longest + 0.01)
