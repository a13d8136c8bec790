"""Estimates of latency, jitter, loss and a call's quality as observations: rounded, each with its uncertainty."""

from collections.abc import Iterator, Mapping, Sequence

from checker.checks.context import ProbeContext
from checker.checks.line.packets import metrics
from checker.checks.line.packets.emodel import predict_call
from checker.checks.line.packets.interruptions import delay_variation, loss_runs, packet_gaps, shortest_delay
from checker.checks.line.packets.latency import LatencyEstimate
from checker.checks.line.packets.metrics import PacketPath, ProbePacket, ShareEstimate
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation

TOO_FEW_REPLIES = OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "too few answers")


def latency_observation(
    context: ProbeContext, name: str, latency: LatencyEstimate | None, *, digits: int = 2
) -> Observation:
    """Milliseconds, or that too little was answered."""
    if latency is None:
        return context.failed_observation(name, TOO_FEW_REPLIES.failure)
    return _rounded(context, name, latency.ms, latency.uncertainty, digits)


def jitter_observation(
    context: ProbeContext, name: str, train: Sequence[ProbePacket], path: PacketPath
) -> Iterator[Observation]:
    """Milliseconds; nothing where the far end does not tell this part of the way."""
    jitter = metrics.packet_jitter(train, path)
    if jitter is not None:
        yield _rounded(context, name, jitter.ms, jitter.uncertainty)


def share_observation(context: ProbeContext, name: str, share: ShareEstimate | None) -> Iterator[Observation]:
    """Percent: a loss, or another share."""
    if share is not None:
        yield _rounded(context, name, share.percent, share.uncertainty)


def call_observations(
    context: ProbeContext, phase: str, train: Sequence[ProbePacket], path: PacketPath
) -> Iterator[Observation]:
    """What a call would sound like in this phase: judged by this part of the way, or by the worse of both."""
    round_trip, loss = metrics.packet_latency(train), metrics.packet_loss(train)
    if round_trip is None or loss is None:
        return
    legs = (PacketPath.UPSTREAM, PacketPath.DOWNSTREAM) if path is PacketPath.ROUND_TRIP else (path,)
    steps = [jitter.ms for leg in legs if (jitter := metrics.packet_jitter(train, leg)) is not None]
    percents = [loss_share.percent for leg in legs if (loss_share := loss.on(leg)) is not None]
    if not percents and loss.round_trip is not None:
        percents = [loss.round_trip.percent]
    runs = [leg_runs.burst_ratio for leg in (*legs, path) if (leg_runs := loss_runs(train, leg)) is not None]
    figures = (
        round_trip.ms,
        max(steps, default=round_trip.jitter_ms),
        max(percents, default=0.0),
        max(runs, default=1.0),
    )
    quality = predict_call(*figures)
    yield context.observation(f"call.{phase}.mos", round(quality.mos, 2))
    yield context.observation(f"call.{phase}.r", round(quality.r, 1))
    if max(percents, default=0.0) > 0:
        yield context.observation(f"call.{phase}.mos-plain", round(predict_call(*figures, conceals=False).mos, 2))


def interruption_observations(
    context: ProbeContext,
    names: Mapping[PacketPath, str],
    train: Sequence[ProbePacket],
    all_packets: Sequence[ProbePacket],
) -> Iterator[Observation]:
    """`names`: what each path's facts are called, `{}` in the place of the figure.

    `all_packets`: of the whole train, in which the shortest delay was.
    """
    for path, name in names.items():
        gaps = packet_gaps(train, path)
        if gaps is not None:
            yield context.observation(name.format("gap"), round(gaps.longest_ms, 1))
            yield context.observation(name.format("gaps"), gaps.long_count)
        p95, p99 = delay_variation(train, path, shortest_delay(all_packets, path))
        for figure, value in (("late95", p95), ("late99", p99)):
            if value is not None:
                yield context.observation(name.format(figure), round(value, 1))
        runs = loss_runs(train, path)
        if runs is not None:
            yield context.observation(name.format("loss-run"), runs.longest)
            yield context.observation(name.format("burst-ratio"), round(runs.burst_ratio, 2))


def _rounded(context: ProbeContext, name: str, value: float, uncertainty: float, digits: int = 2) -> Observation:
    return context.observation(name, round(value, digits), uncertainty=round(uncertainty, digits))
