"""From round trips to a latency, its spread and how sure it is. Pure."""

import statistics
from collections.abc import Sequence
from itertools import pairwise

from checker.model.record import Record

MIN_ROUND_TRIPS = 4
"""Round trips: fewer say nothing of a median."""
NOTCH = 1.57
"""95 % interval of a median: so many times the quartiles' distance over the root of n (McGill, Tukey, Larsen 1978)."""
FLOOR_MS = 0.1


class LatencyEstimate(Record, frozen=True, kw_only=True):
    """Milliseconds: the median round trip, how far the true one may be off, and the mean step between neighbours."""

    ms: float
    uncertainty: float
    jitter_ms: float


def estimate_latency(seconds: Sequence[float]) -> LatencyEstimate | None:
    """Of round trips in the order in which they were sent; None for too few."""
    if len(seconds) < MIN_ROUND_TRIPS:
        return None
    ms = [round_trip * 1000 for round_trip in seconds]
    low, _, high = statistics.quantiles(ms, n=4, method="inclusive")
    steps = [abs(late - early) for early, late in pairwise(ms)]
    return LatencyEstimate(
        ms=statistics.median(ms),
        uncertainty=max(FLOOR_MS, NOTCH * (high - low) / len(ms) ** 0.5),
        jitter_ms=statistics.fmean(steps),
    )
