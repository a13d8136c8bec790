"""A line that starts fast and then slows down: the moment from which on its normal rate is seen. Pure.

Cable and mobile plans let the first megabytes through faster (a token bucket with a peak rate, RFC 2697 and 2698).
"""

from bisect import bisect_left
from collections.abc import Sequence

from checker.checks.line.measurement.rate_estimate import saturated_from
from checker.checks.line.transport.byte_count import Sample, mbit_per_s
from checker.model.record import Record

SLOWED_SHARE = 0.78
"""Of the rate at first: what comes later must be less. A line that merely varies moves within it."""
RISEN_FACTOR = 1.25
"""What the later half of the slower time may bring more than its first half; beyond, the line varies."""
SETTLE_S = 0.25
"""After the change: a sender that was too fast loses packets, and what they hold back comes with the next ones."""
LEAST_AFTER_S, LEAST_AFTER_SHARE = 0.8, 0.15
"""Of slower time, seconds and share of all, before it is believed."""
REST_SHARE = 0.05
"""Of what still came beyond the normal rate after the bend: no more is left."""
HOLES_FACTOR = 2.0
"""The bend must stand out from the holes that lost packets leave in the count: times their depth."""
HOLES_QUANTILE = 0.9
LEAST_BURST_BYTES = 300_000
"""What the first time brought beyond the normal rate: less is a queue on the way that was empty."""
POINTS = 400
"""More than these are not looked at."""


class RateChange(Record, frozen=True, kw_only=True):
    """The line slowed down at `at_s`: until then `burst_bytes` came, at `burst_mbit`; from `settled_s` on it is normal.

    `believed`: whether the slower time was long enough; until then it may be a lost packet that holds the rest back.
    """

    at_s: float
    settled_s: float
    burst_bytes: float
    burst_mbit: float
    believed: bool


def find_rate_change(samples: Sequence[Sample], round_trip_s: float = 0.0) -> RateChange | None:
    """None where the rate holds, or is not yet to be told.

    Bytes that came lie on or below the line's own curve, for a lost packet only holds back: so the moment where they
    rise highest above the straight way from the first to the last is where the rate fell, whatever holes there are.
    """
    steady = _from_saturation(samples, round_trip_s)
    if len(steady) < 5:
        return None
    last = _caught_up_end(steady)
    steady = steady[: last + 1]
    bend = max(range(len(steady)), key=lambda at: _above(steady, at))
    (began, before), (changed, then), (ended, after) = steady[0], steady[bend], steady[-1]
    if not began < changed < ended:
        return None
    fast, slow = mbit_per_s(then - before, changed - began), mbit_per_s(after - then, ended - changed)
    surplus = (fast - slow) * 1e6 / 8 * (changed - began)
    if slow > SLOWED_SHARE * fast or surplus < LEAST_BURST_BYTES or surplus < HOLES_FACTOR * _hole_depth(steady, bend):
        return None
    settled = min(max(changed + SETTLE_S, _used_up_at(steady[bend:])), ended)
    slowed = steady[bisect_left(steady, (settled, 0.0)) :]
    if _has_risen(slowed):
        return None
    return RateChange(
        at_s=changed,
        settled_s=settled,
        burst_bytes=then,
        burst_mbit=fast,
        believed=ended - changed >= max(LEAST_AFTER_S, LEAST_AFTER_SHARE * (ended - began)),
    )


def since_change(samples: Sequence[Sample], change: RateChange | None) -> Sequence[Sample]:
    """The samples that tell the rate that lasts."""
    if change is None or not change.believed:
        return samples
    return samples[bisect_left(samples, (change.settled_s, 0.0)) :]


def _from_saturation(samples: Sequence[Sample], round_trip_s: float) -> list[Sample]:
    if len(samples) < 3:
        return []
    steady = samples[bisect_left(samples, (saturated_from(samples, round_trip_s), 0.0)) :]
    every = max(1, len(steady) // POINTS)
    return [*steady[:-1:every], steady[-1]] if steady else []


def _caught_up_end(samples: Sequence[Sample]) -> int:
    """A last moment at which nothing is held back: before it the curve lies below the slope that leads on to it."""
    ended, after = samples[-1]
    tail = bisect_left(samples, (ended - (ended - samples[0][0]) / 4, 0.0))
    (from_s, few) = samples[tail]
    if ended <= from_s:
        return len(samples) - 1
    slope = (after - few) / (ended - from_s)
    return max(
        range(tail + (len(samples) - tail) // 2, len(samples)), key=lambda at: samples[at][1] - slope * samples[at][0]
    )


def _above(samples: Sequence[Sample], at: int) -> float:
    """Bytes above the straight way from the first sample to the last."""
    (began, before), (ended, after) = samples[0], samples[-1]
    return samples[at][1] - before - (after - before) * (samples[at][0] - began) / max(1e-9, ended - began)


def _used_up_at(slowed: Sequence[Sample]) -> float:
    """Seconds: from when on the count follows the slope of its last part; until then some of the burst was left."""
    ended, after = slowed[-1]
    (from_s, few) = slowed[len(slowed) // 2]
    if ended <= from_s:
        return ended
    slope = (after - few) / (ended - from_s)
    first_half = slowed[: len(slowed) // 2 + 1]
    heights = [count - slope * at for at, count in first_half]
    enough = max(heights) - REST_SHARE * (max(heights) - heights[0])
    return next(at for (at, _), height in zip(first_half, heights, strict=True) if height >= enough)


def _hole_depth(samples: Sequence[Sample], bend: int) -> float:
    """Bytes by which the count lags behind the two straight ways, at its usual worst."""
    depths = sorted(
        -_above(part, at) for part in (samples[: bend + 1], samples[bend:]) if len(part) > 2 for at in range(len(part))
    )
    return max(0.0, depths[int(HOLES_QUANTILE * (len(depths) - 1))]) if depths else 0.0


def _has_risen(slowed: Sequence[Sample]) -> bool:
    """By a moment around the middle at which little is held back."""
    if len(slowed) < 5:
        return False
    (began, before), (ended, after) = slowed[0], slowed[-1]
    from_index, to_index = (bisect_left(slowed, (began + (ended - began) * share, 0.0)) for share in (1 / 3, 2 / 3))
    middle = max(range(from_index, max(from_index + 1, to_index)), key=lambda at: _above(slowed, at))
    between, then = slowed[middle]
    if not began < between < ended:
        return False
    return mbit_per_s(after - then, ended - between) > RISEN_FACTOR * mbit_per_s(then - before, between - began)
