"""What the packets of a call tell: loss, delay, variation and order, per direction where the far end counts. Pure."""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from checker.checks.line.packets.latency import LatencyEstimate, estimate_latency
from checker.model.record import Record

T_95 = 2.5
"""Student's t for 95 % and some hundred packets is 1.98; steps are skewed: of a wobble of 20 ms, 2.25 held 94 to 98."""
JITTER_FLOOR_MS = 0.5
"""What the clocks and the scheduling of two computers add to a step that is none."""
MIN_PACKETS = 10
"""Packets: fewer say nothing of loss or variation."""


class PacketPath(Enum):
    """Which part of its way a packet is followed on: to the far end, back from it, or both together."""

    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"
    ROUND_TRIP = "round trip"


class ProbePacket(Record, frozen=True, kw_only=True):
    """One packet, seconds.

    `sent_at` and `received_at` by the own clock; the reflector's times by its own, `reflector_sequence` its number.

    `received_at` is None for a packet that never came back; the reflector's are None where it does not tell them.
    """

    sent_at: float
    received_at: float | None = None
    reflector_received_at: float | None = None
    reflector_sent_at: float | None = None
    reflector_sequence: int | None = None

    @property
    def round_trip_s(self) -> float | None:
        """Without the time that the far end held it."""
        if self.received_at is None:
            return None
        held = (
            self.reflector_sent_at - self.reflector_received_at
            if self.reflector_sent_at is not None and self.reflector_received_at is not None
            else 0.0
        )
        return self.received_at - self.sent_at - max(0.0, held)


class ShareEstimate(Record, frozen=True, kw_only=True):
    """Percent of `packets`, and how far the true share may be off, with 95 % confidence, at its farther side."""

    percent: float
    uncertainty: float
    packets: int


class PacketLoss(Record, frozen=True, kw_only=True):
    """What was lost on the way there, on the way back, and in all."""

    upstream: ShareEstimate | None
    downstream: ShareEstimate | None
    round_trip: ShareEstimate | None

    def on(self, path: PacketPath) -> ShareEstimate | None:
        """The loss of this part of the way; None where the far end does not tell it."""
        return {
            PacketPath.UPSTREAM: self.upstream,
            PacketPath.DOWNSTREAM: self.downstream,
            PacketPath.ROUND_TRIP: self.round_trip,
        }[path]


def packet_loss(packets: Sequence[ProbePacket]) -> PacketLoss | None:
    """Of all packets up to the last that came back: what came after it may still be on its way. None for too few."""
    last = max((at for at, packet in enumerate(packets) if packet.received_at is not None), default=-1)
    decided = packets[: last + 1]
    if len(decided) < MIN_PACKETS:
        return None
    lost_count = sum(packet.received_at is None for packet in decided)
    round_trip = estimate_share(lost_count, len(decided))
    first = next((at for at, packet in enumerate(decided) if packet.reflector_sequence is not None), None)
    if first is None:
        return PacketLoss(upstream=None, downstream=None, round_trip=round_trip)
    counted = decided[first:]
    lost_upstream = sum(upstream for _, upstream in lost_upstream_in_gaps(counted))
    returned = sum(packet.received_at is not None for packet in counted)
    arrived = len(counted) - lost_upstream
    return PacketLoss(
        upstream=estimate_share(lost_upstream, len(counted)),
        downstream=estimate_share(arrived - returned, arrived),
        round_trip=round_trip,
    )


def lost_upstream_in_gaps(counted: Sequence[ProbePacket]) -> Iterator[tuple[int, int]]:
    """Of each gap between two answers, how many were not answered, and how many of them never reached the far end.

    Its own numbers tell that.
    """
    gap, before = 0, None
    for packet in counted:
        if packet.reflector_sequence is None:
            gap += 1
            continue
        if before is not None:
            reached = packet.reflector_sequence - before - 1
            yield gap, min(gap, max(0, gap - reached))
        gap, before = 0, packet.reflector_sequence


def packet_reordering(packets: Sequence[ProbePacket]) -> ShareEstimate | None:
    """Packets that came back after a later one (RFC 4737, 3.3). None for too few."""
    arrivals = sorted((packet.received_at, at) for at, packet in enumerate(packets) if packet.received_at is not None)
    if len(arrivals) < MIN_PACKETS:
        return None
    late, next_expected = 0, 0
    for _, at in arrivals:
        if at < next_expected:
            late += 1
        else:
            next_expected = at + 1
    return estimate_share(late, len(arrivals))


def packet_latency(packets: Sequence[ProbePacket]) -> LatencyEstimate | None:
    """The round trip of those that came back, in the order in which they were sent."""
    return estimate_latency([seconds for packet in packets if (seconds := packet.round_trip_s) is not None])


class JitterEstimate(Record, frozen=True, kw_only=True):
    """Milliseconds: the mean step of the delay between neighbouring packets (RFC 3550, 6.4.1: |D|)."""

    ms: float
    uncertainty: float


def packet_jitter(packets: Sequence[ProbePacket], path: PacketPath) -> JitterEstimate | None:
    """Only neighbours that both came back are compared. None for too few."""
    delays = [path_delay(packet, path) for packet in packets]
    steps = [abs(b - a) * 1000 for a, b in pairwise(delays) if a is not None and b is not None]
    if len(steps) < MIN_PACKETS:
        return None
    mean = statistics.fmean(steps)
    return JitterEstimate(ms=mean, uncertainty=max(JITTER_FLOOR_MS, T_95 * _standard_error(steps, mean)))


def path_delay(packet: ProbePacket, path: PacketPath) -> float | None:
    """With an unknown but constant offset of the clocks, which no step shows."""
    if path is PacketPath.ROUND_TRIP or packet.received_at is None:
        return packet.round_trip_s
    if packet.reflector_received_at is None or packet.reflector_sent_at is None:
        return None
    return (
        packet.reflector_received_at - packet.sent_at
        if path is PacketPath.UPSTREAM
        else packet.received_at - packet.reflector_sent_at
    )


def _standard_error(steps: Sequence[float], mean: float) -> float:
    """Of a mean whose neighbours share a packet and so are alike: with the covariance of one step (Bartlett)."""
    n = len(steps)
    variance = sum((step - mean) ** 2 for step in steps) / (n - 1)
    covariance = sum((a - mean) * (b - mean) for a, b in pairwise(steps)) / (n - 1)
    return math.sqrt(max(variance / 4, variance + 2 * covariance) / n)


def estimate_share(hits: int, of: int) -> ShareEstimate | None:
    """The share with its exact interval (Clopper and Pearson 1934). None of nothing."""
    if of <= 0:
        return None
    low = 0.0 if hits == 0 else _find_root(lambda p: 1 - _binomial_cdf(hits - 1, of, p) - 0.025)
    high = 1.0 if hits == of else _find_root(lambda p: 0.025 - _binomial_cdf(hits, of, p))
    estimate = hits / of
    return ShareEstimate(percent=100 * estimate, uncertainty=100 * max(estimate - low, high - estimate), packets=of)


def _binomial_cdf(hits: int, of: int, p: float) -> float:
    """Probability of so many or fewer hits, of the binomial distribution."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if hits >= of else 0.0
    terms = (
        math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * math.log(p) + (of - k) * math.log1p(-p)
        for k in range(hits + 1)
    )
    return min(1.0, sum(math.exp(term) for term in terms))


def _find_root(function: Callable[[float], float]) -> float:
    """Where a function that rises from below 0 to above 0 is 0, between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2
