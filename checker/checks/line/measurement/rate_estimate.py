"""From counts of bytes to a rate and how sure it is. Pure."""

import math
import statistics
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from checker.checks.line.transport.byte_count import Sample, mbit_per_s
from checker.model.record import Record

T_95 = {8: 2.365, 5: 2.776, 4: 3.182}
"""Parts of the counted time, and Student's t for 95 % of a mean of so many."""
MAD_TO_SIGMA = 1.4826
"""From the median deviation to the standard deviation, for normally spread values."""
MIN_UNCERTAINTY_SHARE = 0.01
"""Share of the rate: what the cut of the measured time and the headers of the protocol leave uncertain anyway."""
LEAST_S = 0.1
FIRST_PART, LAST_PART = 0.3, 0.4
"""Shares of the counted time in which its begin and its end are looked for."""
SAG_S, SAG_SHARE = 0.1, 0.88
"""Seconds, and share of the upper quartile of such moments; of eight streams, one that stands still takes an eighth."""
GROWN_SHARE = 0.85
"""A line is full where the next moments bring hardly more; slow start doubles with every round trip."""
BINS_AHEAD = 4
LEAST_BIN_S, PACKETS_A_BIN, PACKET_BITS = 0.025, 8, 12_000
"""A bin holds a round trip, and enough packets not to flutter by one of them."""
LEAST_BINS = 5
"""A line throttled to 64 kbit/s carries too few packets for calm bins; but it has no slow start to leave out either."""


class RateEstimate(Record, frozen=True, kw_only=True):
    """Mbit/s of bytes that arrived, over `seconds` from `from_s` on; `uncertainty` to either side, 95 % confidence."""

    mbit: float
    uncertainty: float
    seconds: float
    from_s: float

    @property
    def lower_bound(self) -> float:
        """The lower bound."""
        return self.mbit - self.uncertainty


def estimate_rate(samples: Sequence[Sample], round_trip_s: float = 0.0) -> RateEstimate | None:
    """The rate once the line was full; None where nothing arrived, or the rest is too short to tell."""
    if len(samples) < 3:
        return None
    full = saturated_from(samples, round_trip_s)
    steady = samples[min(bisect_left(samples, (full, 0.0)), len(samples) - 1) :]
    if steady[-1][0] - steady[0][0] < LEAST_S or steady[-1][1] <= steady[0][1]:
        return None
    first, last = _caught_up_index(steady, 0.0, FIRST_PART), _caught_up_index(steady, 1.0 - LAST_PART, 1.0)
    (began, before), (ended, after) = steady[first], steady[last]
    seconds = ended - began
    if seconds <= 0 or after <= before:
        return None
    mbit = mbit_per_s(after - before, seconds)
    return RateEstimate(
        mbit=mbit,
        uncertainty=min(
            mbit, max(MIN_UNCERTAINTY_SHARE * mbit, _spread(steady[first : last + 1]), _drift(steady[first : last + 1]))
        ),
        seconds=seconds,
        from_s=began,
    )


def _caught_up_index(samples: Sequence[Sample], from_share: float, to_share: float) -> int:
    """Where, in this part of the time, most had arrived of what the mean rate would have brought by then.

    A lost packet holds back what came after it: a count taken there is too low, one that has caught up is right.
    """
    (began, before), (ended, after) = samples[0], samples[-1]
    slope = (after - before) / (ended - began)
    low = bisect_left(samples, (began + (ended - began) * from_share, 0.0))
    high = max(low + 1, bisect_left(samples, (began + (ended - began) * to_share, float("inf"))))
    return max(
        range(min(low, len(samples) - 1), min(high, len(samples))),
        key=lambda at: samples[at][1] - slope * samples[at][0],
    )


def _spread(samples: Sequence[Sample]) -> float:
    """Mbit/s: the 95 % interval of the mean of some parts, each from one caught-up moment to the next.

    By the median deviation: a hole and the burst that fills it are two outliers, and together right. Of several
    partitions the calmest: a hole that is longer than a part shows as a wild one.
    """
    return min((_parts_interval(samples, n, t) for n, t in T_95.items() if len(samples) > 2 * n), default=float("inf"))


def _drift(samples: Sequence[Sample]) -> float:
    """Mbit/s: half of what the two halves differ by: a line that steps looks calm to a median of parts."""
    middle = _caught_up_index(samples, 0.4, 0.6)
    (began, before), (between, then), (ended, after) = samples[0], samples[middle], samples[-1]
    if not began < between < ended:
        return 0.0
    return abs(mbit_per_s(then - before, between - began) - mbit_per_s(after - then, ended - between)) / 2


def _parts_interval(samples: Sequence[Sample], n: int, t: float) -> float:
    half = 0.5 / n
    indexes = {_caught_up_index(samples, max(0.0, at / n - half), min(1.0, at / n + half)) for at in range(n + 1)}
    rates = [
        mbit_per_s(samples[late][1] - samples[early][1], samples[late][0] - samples[early][0])
        for early, late in pairwise(sorted(indexes))
        if samples[late][0] > samples[early][0]
    ]
    if len(rates) <= 2:
        return float("inf")
    middle = statistics.median(rates)
    deviation = statistics.median(abs(rate - middle) for rate in rates)
    return t * MAD_TO_SIGMA * float(deviation) / math.sqrt(len(rates))


def saturated_from(samples: Sequence[Sample], round_trip_s: float) -> float:
    """The first moment from which the rate grows no more, seconds; the last moment where it still does."""
    (began, _), (ended, moved) = samples[0], samples[-1]
    overall = mbit_per_s(moved - samples[0][1], max(1e-6, ended - began))
    calm = min(PACKETS_A_BIN * PACKET_BITS / max(overall, 0.01) / 1e6, (ended - began) / LEAST_BINS)
    width = max(LEAST_BIN_S, round_trip_s, calm)
    n = int((ended - began) / width)
    edges = [_bytes_at(samples, began + width * at) for at in range(n + 1)]
    bins = [late - early for early, late in pairwise(edges)]
    for at in range(1, n - 1):
        ahead = bins[at + 1 : at + 1 + BINS_AHEAD]
        if bins[at] >= GROWN_SHARE * statistics.fmean(ahead):
            return began + width * at
    return ended


def recent_mbit(samples: Sequence[Sample], seconds: float) -> float:
    """Mbit/s over the last `seconds`."""
    if len(samples) < 2:
        return 0.0
    ended, after = samples[-1]
    began, before = samples[max(0, min(len(samples) - 2, bisect_left(samples, (ended - seconds, 0.0))))]
    return mbit_per_s(after - before, ended - began) if ended > began else 0.0


def is_sagging(samples: Sequence[Sample]) -> bool:
    """Whether the last moment brings clearly less than the line has shown it can: a lost packet holds a stream back."""
    step_rates = rate_curve(samples, SAG_S)
    if len(step_rates) < 3:
        return False
    return recent_mbit(samples, SAG_S) < SAG_SHARE * statistics.quantiles(step_rates, n=4, method="inclusive")[2]


def rate_curve(samples: Sequence[Sample], step_s: float = 0.1) -> list[float]:
    """Mbit/s of each step since the first sample, as people see it."""
    if len(samples) < 2:
        return []
    began, ended = samples[0][0], samples[-1][0]
    edges = [_bytes_at(samples, began + step_s * n) for n in range(int((ended - began) / step_s) + 1)]
    return [round(mbit_per_s(late - early, step_s), 2) for early, late in pairwise(edges)]


def _bytes_at(samples: Sequence[Sample], at: float) -> float:
    """The count at a moment between two samples."""
    right = min(max(1, bisect_left(samples, (at, 0.0))), len(samples) - 1)
    (early, few), (late, many) = samples[right - 1], samples[right]
    return float(many) if late <= early else few + (many - few) * (at - early) / (late - early)
