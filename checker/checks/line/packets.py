"""What the packets of a call tell: loss, delay, variation and order, per direction where the far end counts. Pure."""

import math
import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise

from checker.checks.line.roundtrip import Latency, latency_of
from checker.model.record import Record

T_95 = 2.5
"""Student's t for 95 % and some hundred packets is 1.98; steps are skewed: of a wobble of 20 ms, 2.25 held 94 to 98."""
JITTER_FLOOR_MS = 0.5
"""What the clocks and the scheduling of two computers add to a step that is none."""
LEAST = 10
"""Packets: fewer say nothing of loss or variation."""


class Packet(Record, frozen=True, kw_only=True):
    """One packet, seconds. `sent` and `back` by the own clock; `there` and `left` by the far one's, `count` its number.

    `back` is None for a packet that never came back; the far end's columns are None where it does not tell them.
    """

    sent: float
    back: float | None = None
    there: float | None = None
    left: float | None = None
    count: int | None = None

    @property
    def round_trip_s(self) -> float | None:
        """Without the time that the far end held it."""
        if self.back is None:
            return None
        held = self.left - self.there if self.left is not None and self.there is not None else 0.0
        return self.back - self.sent - max(0.0, held)


class Share(Record, frozen=True, kw_only=True):
    """Percent of `packets`, and how far the true share may be off, with 95 % confidence, at its farther side."""

    percent: float
    uncertainty: float
    packets: int


class Losses(Record, frozen=True, kw_only=True):
    """What was lost on the way there, on the way back, and in all."""

    there: Share | None
    back: Share | None
    both: Share | None


def losses(packets: Sequence[Packet]) -> Losses | None:
    """Of all packets up to the last that came back: what came after it may still be on its way. None for too few."""
    last = max((at for at, one in enumerate(packets) if one.back is not None), default=-1)
    known = packets[: last + 1]
    if len(known) < LEAST:
        return None
    lost = sum(one.back is None for one in known)
    both = share(lost, len(known))
    first = next((at for at, one in enumerate(known) if one.count is not None), None)
    if first is None:
        return Losses(there=None, back=None, both=both)
    counted = known[first:]
    there = _lost_there(counted)
    returned = sum(one.back is not None for one in counted)
    arrived = len(counted) - there
    return Losses(there=share(there, len(counted)), back=share(arrived - returned, arrived), both=both)


def _lost_there(counted: Sequence[Packet]) -> int:
    """In each gap between two answers the far end's own numbers tell how many of the unanswered ones reached it."""
    lost = 0
    gap, before = 0, None
    for one in counted:
        if one.count is None:
            gap += 1
            continue
        if before is not None:
            reached = one.count - before - 1
            lost += min(gap, max(0, gap - reached))
        gap, before = 0, one.count
    return lost


def reordered(packets: Sequence[Packet]) -> Share | None:
    """Packets that came back after a later one (RFC 4737, 3.3). None for too few."""
    came = sorted((one.back, at) for at, one in enumerate(packets) if one.back is not None)
    if len(came) < LEAST:
        return None
    late, next_expected = 0, 0
    for _, at in came:
        if at < next_expected:
            late += 1
        else:
            next_expected = at + 1
    return share(late, len(came))


def latency(packets: Sequence[Packet]) -> Latency | None:
    """The round trip of those that came back, in the order in which they were sent."""
    return latency_of([seconds for one in packets if (seconds := one.round_trip_s) is not None])


class Jitter(Record, frozen=True, kw_only=True):
    """Milliseconds: the mean step of the delay between neighbouring packets (RFC 3550, 6.4.1: |D|)."""

    ms: float
    uncertainty: float


def jitter(packets: Sequence[Packet], way: str) -> Jitter | None:
    """`way`: `there`, `back` or `both`. Only neighbours that both came back are compared. None for too few."""
    delays = [_delay(one, way) for one in packets]
    steps = [abs(b - a) * 1000 for a, b in pairwise(delays) if a is not None and b is not None]
    if len(steps) < LEAST:
        return None
    mean = statistics.fmean(steps)
    return Jitter(ms=mean, uncertainty=max(JITTER_FLOOR_MS, T_95 * _standard_error(steps, mean)))


def _delay(one: Packet, way: str) -> float | None:
    """With an unknown but constant offset of the clocks, which no step shows."""
    if way == "both" or one.back is None:
        return one.round_trip_s
    if one.there is None or one.left is None:
        return None
    return one.there - one.sent if way == "there" else one.back - one.left


def _standard_error(steps: Sequence[float], mean: float) -> float:
    """Of a mean whose neighbours share a packet and so are alike: with the covariance of one step (Bartlett)."""
    n = len(steps)
    variance = sum((one - mean) ** 2 for one in steps) / (n - 1)
    alike = sum((a - mean) * (b - mean) for a, b in pairwise(steps)) / (n - 1)
    return math.sqrt(max(variance / 4, variance + 2 * alike) / n)


def share(hits: int, of: int) -> Share | None:
    """The share with its exact interval (Clopper and Pearson 1934). None of nothing."""
    if of <= 0:
        return None
    low = 0.0 if hits == 0 else _root(lambda p: 1 - _at_most(hits - 1, of, p) - 0.025)
    high = 1.0 if hits == of else _root(lambda p: 0.025 - _at_most(hits, of, p))
    found = hits / of
    return Share(percent=100 * found, uncertainty=100 * max(found - low, high - found), packets=of)


def _at_most(hits: int, of: int, p: float) -> float:
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


def _root(rises: Callable[[float], float]) -> float:
    """Where a function that rises from below 0 to above 0 is 0, between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return (low + high) / 2
