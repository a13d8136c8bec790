"""Both directions under load at once: what the packets beside it tell, and what came through, as observations."""

from collections.abc import Iterator, Sequence

from checker.checks.context import ProbeContext
from checker.checks.line.direction import Direction
from checker.checks.line.measurement.estimate_observations import (
    call_observations,
    interruption_observations,
    latency_observation,
    share_observation,
)
from checker.checks.line.measurement.rate_estimate import estimate_rate
from checker.checks.line.measurement.simultaneous_load import SimultaneousResult
from checker.checks.line.packets import metrics
from checker.checks.line.packets.metrics import PacketPath, ProbePacket
from checker.model.observation import Observation

SETTLING_SHARE = 0.3
"""Of the load, which latency leaves out: until then the queues fill."""


def simultaneous_observations(
    context: ProbeContext,
    result: SimultaneousResult,
    train: Sequence[ProbePacket],
    all_packets: Sequence[ProbePacket],
    idle_s: float,
) -> Iterator[Observation]:
    """`both.*`: rates in Mbit/s, times in ms, loss in percent of the way there and back, and a call by all of them."""
    seconds = result.ended_at - result.started_at
    settled = [packet for packet in train if packet.sent_at >= result.started_at + SETTLING_SHARE * seconds]
    yield latency_observation(context, "both.latency", metrics.packet_latency(settled), digits=1)
    loss = metrics.packet_loss(settled)
    if loss is not None:
        yield from share_observation(context, "both.loss", loss.round_trip)
    yield from call_observations(context, "both", settled, PacketPath.ROUND_TRIP)
    yield from interruption_observations(context, {PacketPath.ROUND_TRIP: "both.{}"}, settled, all_packets or train)
    for direction in Direction:
        rate = estimate_rate(result.samples[direction], idle_s)
        if rate is not None:
            yield context.observation(
                f"both.{direction}.rate", round(rate.mbit, 2), uncertainty=round(rate.uncertainty, 2)
            )
    yield context.observation("both.bytes", round(result.transferred_bytes / 1e6, 3))
    yield context.observation("both.seconds", round(seconds, 2))
