"""When enough was measured of one direction. Pure."""

from enum import Enum

from checker.checks.line.direction import Direction
from checker.checks.line.measurement.rate_change import RateChange
from checker.checks.line.measurement.rate_estimate import RateEstimate
from checker.model.record import Record

NARROW_SHARE = 0.02
"""Share of the rate: an interval as narrow as that changes no verdict."""
CLEAR_FACTOR = 1.25
"""Times what the profile needs: a lower bound above it leaves nothing to decide."""
MOST_S, FULL_S = 2.6, 12.0
"""Seconds from the first byte; the second where everything is to be measured, what lasts as well."""
SHORT_MBIT, SHORT_S, SHORT_SHARE = 3.0, 0.8, 0.04
"""Where 1.25 times what comes is still not enough: after so many counted seconds, with so narrow an interval, nothing
is left to decide. Only of a line that slow: on it all else takes long as well."""
SAG_MOST_S = 1.6
"""So long a line that sags is given to rise again; then it may well be slower now."""
MOST_BYTES = 150_000_000
"""In one direction, where nobody asked for all, once there is a rate: more than a gigabit brings in the time."""
FULL_BYTES = 70_000_000
"""A gigabit both ways costs 140 MB."""
CERTAIN_S, CERTAIN_BYTES = 4.0, 40_000_000
"""Where everything is measured: a narrow interval after both ends it, for the largest start (30 MB) is over by then."""
SLOWED_S, FULL_SLOWED_S = 1.0, 2.5
"""Of the normal rate, seconds, after a line has slowed down; the second where everything is to be measured."""
BRIEF_S = 0.9
"""Where another path is compared: a tenth more or less changes nothing that is said of it."""
SLOWED_MOST_S = 3.0
"""So long after it slowed down it is over in any case."""


class LoadStopReason(Enum):
    """Why a direction was measured no longer."""

    NARROW = "narrow"
    CLEAR = "clear"
    TIME = "time"


class StopCriteria(Record, frozen=True, kw_only=True):
    """What is wanted of one direction. `need_mbit`: 0 where nothing is asked of it.

    `least_s` and `many_bytes`: a clear need ends it after the one, or beyond the other: the queue must have filled, and
    latency under load been seen, before it ends; data volume costs, but not much at a low rate.
    `is_brief`: a comparison, over after BRIEF_S whatever comes.
    """

    need_mbit: float
    least_s: float
    many_bytes: int
    full: bool = False
    is_brief: bool = False


CRITERIA = {
    Direction.DOWN: StopCriteria(need_mbit=0.0, least_s=0.6, many_bytes=28_000_000),
    Direction.UP: StopCriteria(need_mbit=0.0, least_s=1.25, many_bytes=4_200_000),
}
NARROW_S = 1.0
CLEAR_S, LEAST_S = 0.1, 0.28
"""What must have been counted, and what must have passed, even where the need is clear at once: latency too is seen."""


def find_stop_reason(
    rate: RateEstimate | None,
    since_s: float,
    transferred_bytes: int,
    criteria: StopCriteria,
    *,
    sags: bool = False,
    change: RateChange | None = None,
) -> LoadStopReason | None:
    """None: go on.

    `since_s`: from the first byte on; `transferred_bytes`: that it has cost; `sags`: less comes just now than before;
    `change`: the line has slowed down, and `rate` is that of the time since then.
    """
    if criteria.is_brief and since_s >= BRIEF_S:
        return LoadStopReason.TIME
    if change is not None:
        return _reason_after_change(rate, since_s - change.at_s, transferred_bytes, criteria, change)
    if criteria.full:
        if rate is not None and _is_narrow(rate) and since_s >= CERTAIN_S and transferred_bytes >= CERTAIN_BYTES:
            return LoadStopReason.NARROW
        return LoadStopReason.TIME if since_s >= FULL_S or transferred_bytes >= FULL_BYTES else None
    if rate is not None and not (sags and since_s < SAG_MOST_S):
        if _is_narrow(rate):
            return LoadStopReason.NARROW
        if _is_clear(rate, since_s, transferred_bytes, criteria):
            return LoadStopReason.CLEAR
        if _is_short(rate, criteria):
            return LoadStopReason.TIME
    is_expensive = rate is not None and since_s >= LEAST_S and transferred_bytes >= MOST_BYTES
    is_over = since_s >= MOST_S or is_expensive
    return LoadStopReason.TIME if is_over else None


def _reason_after_change(
    rate: RateEstimate | None, slowed_s: float, transferred_bytes: int, criteria: StopCriteria, change: RateChange
) -> LoadStopReason | None:
    """What came before says nothing of what lasts: only the time since then counts, and it ends soon."""
    if rate is not None and change.believed:
        if _is_narrow(rate) and rate.seconds >= (FULL_SLOWED_S if criteria.full else SLOWED_S):
            return LoadStopReason.NARROW
        if not criteria.full and rate.seconds >= SLOWED_S and _exceeds_need(rate, criteria):
            return LoadStopReason.CLEAR
    most_bytes = FULL_BYTES if criteria.full else MOST_BYTES
    since_s = slowed_s + change.at_s
    is_expensive = rate is not None and since_s >= LEAST_S and transferred_bytes >= most_bytes
    is_over = slowed_s >= SLOWED_MOST_S or since_s >= MOST_S + SLOWED_MOST_S
    if criteria.full:
        is_over = slowed_s >= SLOWED_MOST_S and since_s >= FULL_S
    return LoadStopReason.TIME if is_over or is_expensive else None


def _is_narrow(rate: RateEstimate) -> bool:
    return rate.uncertainty <= NARROW_SHARE * rate.mbit and rate.seconds >= NARROW_S


def _is_short(rate: RateEstimate, criteria: StopCriteria) -> bool:
    best = rate.mbit + rate.uncertainty
    is_known = rate.seconds >= SHORT_S and rate.uncertainty <= SHORT_SHARE * rate.mbit
    return is_known and best <= SHORT_MBIT and CLEAR_FACTOR * best <= criteria.need_mbit


def _exceeds_need(rate: RateEstimate, criteria: StopCriteria) -> bool:
    return rate.lower_bound >= CLEAR_FACTOR * criteria.need_mbit


def _is_clear(rate: RateEstimate, since_s: float, transferred_bytes: int, criteria: StopCriteria) -> bool:
    is_long_enough = since_s >= criteria.least_s or (since_s >= LEAST_S and transferred_bytes >= criteria.many_bytes)
    return is_long_enough and rate.seconds >= CLEAR_S and _exceeds_need(rate, criteria)
