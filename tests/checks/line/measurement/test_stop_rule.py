"""When a direction was measured long enough: by what is needed, by how sure the rate is, by what it has cost."""

import pytest

from checker.checks.line.measurement.rate_estimate import RateEstimate
from checker.checks.line.measurement.stop_rule import (
    DOWN,
    FULL_BYTES,
    FULL_S,
    MOST_S,
    UP,
    LoadStopReason,
    StopCriteria,
    find_stop_reason,
)


def rate(mbit: float = 50.0, uncertainty: float = 5.0, seconds: float = 0.5) -> RateEstimate:
    return RateEstimate(mbit=mbit, uncertainty=uncertainty, seconds=seconds, from_s=0.2)


def aim(need_mbit: float = 0.0, *, full: bool = False) -> StopCriteria:
    return StopCriteria(need_mbit=need_mbit, least_s=0.7, many_bytes=20_000_000, full=full)


@pytest.mark.parametrize(
    ("seen", "since_s", "moved", "wanted", "why"),
    [
        (None, 0.5, 0, aim(), None),
        (None, MOST_S, 0, aim(), LoadStopReason.TIME),
        (rate(), 0.5, 10_000_000, aim(5), None),
        (rate(), 0.8, 10_000_000, aim(5), LoadStopReason.CLEAR),
        (rate(), 0.3, 25_000_000, aim(5), LoadStopReason.CLEAR),
        (rate(), 0.2, 25_000_000, aim(5), None),
        (rate(), 0.8, 0, aim(36), LoadStopReason.CLEAR),
        (rate(), 0.8, 0, aim(37), None),
        (rate(), MOST_S, 0, aim(37), LoadStopReason.TIME),
        (rate(uncertainty=float("inf")), 0.8, 0, aim(), None),
        (rate(seconds=0.05), 0.8, 0, aim(5), None),
        (rate(uncertainty=1.0, seconds=1.0), 1.3, 0, aim(60), LoadStopReason.NARROW),
        (rate(uncertainty=1.1, seconds=1.0), 1.3, 0, aim(60), None),
        (rate(uncertainty=0.5, seconds=0.9), 1.3, 0, aim(60), None),
        (rate(uncertainty=0.5, seconds=2.0), MOST_S + 0.1, 0, aim(5, full=True), None),
        (rate(), FULL_S, 0, aim(5, full=True), LoadStopReason.TIME),
        (rate(), 1.0, FULL_BYTES, aim(5, full=True), LoadStopReason.TIME),
    ],
)
def test_a_direction_ends(
    seen: RateEstimate | None, since_s: float, moved: int, wanted: StopCriteria, why: LoadStopReason | None
) -> None:
    assert find_stop_reason(seen, since_s, moved, wanted) is why


def test_nothing_needed_still_fills_the_queue() -> None:
    for wanted in (DOWN, UP):
        assert find_stop_reason(rate(), wanted.least_s - 0.01, 0, wanted) is None
        assert find_stop_reason(rate(), wanted.least_s, 0, wanted) is LoadStopReason.CLEAR
