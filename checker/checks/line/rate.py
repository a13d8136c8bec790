"""From counts of bytes to a rate and how sure it is. Pure."""

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from checker.model.record import Record

Sample = tuple[float, float]
"""Seconds, and all bytes that had arrived by then."""

WINDOWS = 8
T_95 = 2.365
"""Student's t for 95 % and seven degrees of freedom: eight windows."""
FLOOR = 0.01
"""Share of the rate: what the cut of the measured time and the headers of the protocol leave uncertain anyway."""
LEAST_S = 0.1
GROWN = 0.85
"""A line is full where the next moments bring hardly more; slow start doubles with every round trip."""
AHEAD = 4
LEAST_BIN_S, PACKETS_A_BIN, PACKET_BITS = 0.025, 8, 12_000
"""A bin holds a round trip, and enough packets not to flutter by one of them."""


class Rate(Record, frozen=True, kw_only=True):
    """Mbit/s of bytes that arrived, over `seconds` from `from_s` on; `uncertainty` to either side, 95 % confidence."""

    mbit: float
    uncertainty: float
    seconds: float
    from_s: float

    @property
    def least(self) -> float:
        """The lower bound."""
        return self.mbit - self.uncertainty


def rate_of(samples: Sequence[Sample], round_trip_s: float = 0.0) -> Rate | None:
    """The rate once the line was full; None where nothing arrived, or the rest is too short to tell."""
    if len(samples) < 3:
        return None
    full = full_from(samples, round_trip_s)
    kept = samples[min(bisect_left(samples, (full, 0.0)), len(samples) - 1) :]
    (began, before), (ended, after) = kept[0], kept[-1]
    seconds = ended - began
    if seconds < LEAST_S or after <= before:
        return None
    edges = [_bytes_at(kept, began + seconds * n / WINDOWS) for n in range(WINDOWS + 1)]
    parts = [(edges[n + 1] - edges[n]) * WINDOWS for n in range(WINDOWS)]
    moved = after - before
    spread = T_95 * statistics.stdev(parts) / WINDOWS**0.5
    mbit = _mbit(moved, seconds)
    return Rate(mbit=mbit, uncertainty=mbit * max(FLOOR, spread / moved), seconds=seconds, from_s=began)


def full_from(samples: Sequence[Sample], round_trip_s: float) -> float:
    """The first moment from which the rate grows no more, seconds; the last moment where it still does."""
    (began, _), (ended, moved) = samples[0], samples[-1]
    overall = _mbit(moved - samples[0][1], max(1e-6, ended - began))
    width = max(LEAST_BIN_S, round_trip_s, PACKETS_A_BIN * PACKET_BITS / max(overall, 0.01) / 1e6)
    n = int((ended - began) / width)
    edges = [_bytes_at(samples, began + width * at) for at in range(n + 1)]
    bins = [late - early for early, late in pairwise(edges)]
    for at in range(1, n - 1):
        ahead = bins[at + 1 : at + 1 + AHEAD]
        if bins[at] >= GROWN * statistics.fmean(ahead):
            return began + width * at
    return ended


def recent(samples: Sequence[Sample], seconds: float) -> float:
    """Mbit/s over the last `seconds`."""
    if len(samples) < 2:
        return 0.0
    ended, after = samples[-1]
    began, before = samples[max(0, min(len(samples) - 2, bisect_left(samples, (ended - seconds, 0.0))))]
    return _mbit(after - before, ended - began) if ended > began else 0.0


def curve(samples: Sequence[Sample], step_s: float = 0.1) -> list[float]:
    """Mbit/s of each step since the first sample, as people see it."""
    if len(samples) < 2:
        return []
    began, ended = samples[0][0], samples[-1][0]
    edges = [_bytes_at(samples, began + step_s * n) for n in range(int((ended - began) / step_s) + 1)]
    return [round(_mbit(late - early, step_s), 2) for early, late in pairwise(edges)]


def _bytes_at(samples: Sequence[Sample], at: float) -> float:
    """The count at a moment between two samples."""
    right = min(max(1, bisect_left(samples, (at, 0.0))), len(samples) - 1)
    (early, few), (late, many) = samples[right - 1], samples[right]
    return float(many) if late <= early else few + (many - few) * (at - early) / (late - early)


def _mbit(moved: float, seconds: float) -> float:
    return moved * 8 / seconds / 1e6
