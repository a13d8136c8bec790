"""From counts of bytes to a rate and how sure it is. Pure."""

import statistics
from bisect import bisect_left
from collections.abc import Sequence

from checker.model.record import Record

Sample = tuple[float, int]
"""Seconds, and all bytes that had arrived by then."""

WINDOWS = 8
T_95 = 2.365
"""Student's t for 95 % and seven degrees of freedom: eight windows."""
FLOOR = 0.01
"""Share of the rate: what the cut of the measured time and the headers of the protocol leave uncertain anyway."""
LEAST_S = 0.5


class Rate(Record, frozen=True, kw_only=True):
    """Mbit/s of bytes that arrived, over `seconds`; `uncertainty` to either side with 95 % confidence."""

    mbit: float
    uncertainty: float
    seconds: float


def rate_of(samples: Sequence[Sample], warm_s: float) -> Rate | None:
    """The rate after the first `warm_s` seconds; None where nothing arrived then, or the rest is too short to tell."""
    kept = [sample for sample in samples if sample[0] >= warm_s]
    if len(kept) < 3:
        return None
    (began, before), (ended, after) = kept[0], kept[-1]
    seconds = ended - began
    if seconds < LEAST_S or after <= before:
        return None
    edges = [_bytes_at(kept, began + seconds * n / WINDOWS) for n in range(WINDOWS + 1)]
    parts = [(edges[n + 1] - edges[n]) * WINDOWS for n in range(WINDOWS)]
    moved = after - before
    spread = T_95 * statistics.stdev(parts) / WINDOWS**0.5
    mbit = _mbit(moved, seconds)
    return Rate(mbit=mbit, uncertainty=mbit * max(FLOOR, spread / moved), seconds=seconds)


def recent(samples: Sequence[Sample], seconds: float) -> float:
    """Mbit/s over the last `seconds`, for showing only."""
    if len(samples) < 2:
        return 0.0
    ended, after = samples[-1]
    began, before = samples[max(0, min(len(samples) - 2, bisect_left(samples, (ended - seconds, 0))))]
    return _mbit(after - before, ended - began) if ended > began else 0.0


def _bytes_at(samples: Sequence[Sample], at: float) -> float:
    """The count at a moment between two samples."""
    right = min(max(1, bisect_left(samples, (at, 0))), len(samples) - 1)
    (early, few), (late, many) = samples[right - 1], samples[right]
    return float(many) if late <= early else few + (many - few) * (at - early) / (late - early)


def _mbit(moved: float, seconds: float) -> float:
    return moved * 8 / seconds / 1e6
