"""What breaks a voice: the long gap, the latest packets, and losses that come in a row. Pure."""

import math
from collections.abc import Iterator, Sequence

from checker.checks.line.packets.metrics import MIN_PACKETS, PacketPath, ProbePacket, lost_upstream_in_gaps, path_delay
from checker.model.record import Record

INTERVAL_S = 0.02
"""Between two packets of a call."""
LONG_GAP_MS = 100.0
"""Concealment of a missing packet fades to silence after 60 ms (G.711 Appendix I, 2.4); a buffer holds 40 ms more."""
P95_PACKETS, P99_PACKETS = 20, 100
"""Fewer say nothing of the latest twentieth, or hundredth."""


class Gaps(Record, frozen=True, kw_only=True):
    """Milliseconds of the longest time without a packet, and how many were longer than LONG_GAP_MS."""

    longest_ms: float
    long_count: int


class LossRuns(Record, frozen=True, kw_only=True):
    """Packets of the longest run of losses. `burst_ratio`: how much longer a run is on average than by chance alone
    (G.107, 7.5; of a Gilbert channel that loses with p and recovers with q it is 1 / (p + q)); 1 and more.
    """

    longest: int
    burst_ratio: float


def packet_gaps(packets: Sequence[ProbePacket], path: PacketPath) -> Gaps | None:
    """Between neighbours in the order of their arrival; what the sender itself was late by is no gap. None for few."""
    arrivals = sorted(
        (arrived, packet.sent_at, number)
        for number, packet in enumerate(packets)
        if (arrived := _arrival(packet, path)) is not None
    )
    if len(arrivals) < MIN_PACKETS:
        return None
    gaps_ms: list[float] = []
    (last, last_sent, last_number) = arrivals[0]
    for arrived, sent, number in arrivals[1:]:
        stalled_s = max(0.0, (sent - last_sent) - (number - last_number) * INTERVAL_S) if number > last_number else 0.0
        gaps_ms.append(1000 * max(0.0, arrived - last - stalled_s))
        last, last_sent, last_number = arrived, max(sent, last_sent), max(number, last_number)
    return Gaps(longest_ms=max(gaps_ms), long_count=sum(gap > LONG_GAP_MS for gap in gaps_ms))


def delay_variation(
    packets: Sequence[ProbePacket], path: PacketPath, best_s: float | None
) -> tuple[float | None, float | None]:
    """The 95th and the 99th percentile of the delay, ms above the shortest (PDV, RFC 5481, 4.2).

    `best_s`: the shortest delay of this path that was seen, by the same clocks; None for too few packets.
    """
    delays = sorted(delay for packet in packets if (delay := path_delay(packet, path)) is not None)
    if best_s is None or len(delays) < P95_PACKETS:
        return None, None
    p95, p99 = (1000 * (delays[math.ceil(share * len(delays)) - 1] - best_s) for share in (0.95, 0.99))
    return max(0.0, p95), max(0.0, p99) if len(delays) >= P99_PACKETS else None


def shortest_delay(packets: Sequence[ProbePacket], path: PacketPath) -> float | None:
    """Seconds by unknown clocks: only differences to it mean something."""
    return min((delay for packet in packets if (delay := path_delay(packet, path)) is not None), default=None)


def loss_runs(packets: Sequence[ProbePacket], path: PacketPath) -> LossRuns | None:
    """None where nothing was lost on this path, or the far end does not tell it."""
    last = max((at for at, packet in enumerate(packets) if packet.received_at is not None), default=-1)
    decided = packets[: last + 1]
    runs = [run for run in _runs(decided, path) if run]
    if not runs or len(decided) < MIN_PACKETS:
        return None
    share = sum(runs) / len(decided)
    return LossRuns(longest=max(runs), burst_ratio=max(1.0, sum(runs) / len(runs) * (1 - share)))


def _runs(decided: Sequence[ProbePacket], path: PacketPath) -> Iterator[int]:
    """Losses in a row. Where a gap has losses of both directions, each counts as one run."""
    if path is PacketPath.ROUND_TRIP:
        run = 0
        for packet in decided:
            if packet.received_at is None:
                run += 1
            else:
                yield run
                run = 0
        return
    for gap, upstream in lost_upstream_in_gaps(decided):
        yield upstream if path is PacketPath.UPSTREAM else gap - upstream


def _arrival(packet: ProbePacket, path: PacketPath) -> float | None:
    return packet.reflector_received_at if path is PacketPath.UPSTREAM else packet.received_at
