"""What a series of round trips comes to: the middle, and what 95 of 100 stay below."""

import math
import statistics
from collections.abc import Iterable

from checker.model.record import Record


class RttStatistics(Record, frozen=True, kw_only=True):
    """Milliseconds, of what was answered."""

    median_ms: float
    p95_ms: float


def rtt_statistics(rtts_s: Iterable[float | None]) -> RttStatistics | None:
    """Of round trips in seconds, where None stands for one without an answer; None where nothing was answered."""
    times_ms = sorted(rtt_s * 1000 for rtt_s in rtts_s if rtt_s is not None)
    if not times_ms:
        return None
    return RttStatistics(median_ms=statistics.median(times_ms), p95_ms=times_ms[math.ceil(0.95 * len(times_ms)) - 1])
