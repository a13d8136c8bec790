"""When a direction was measured long enough: by what is needed, by how sure the rate is, by what it has cost."""

import pytest

from checker.checks.line.measurement.rate_change import RateChange
from checker.checks.line.measurement.rate_estimate import RateEstimate
from checker.checks.line.measurement.stop_rule import (
    CERTAIN_BYTES,
    CERTAIN_S,
    CRITERIA,
    FULL_BYTES,
    FULL_S,
    MOST_BYTES,
    MOST_S,
    SLOWED_MOST_S,
    LoadStopReason,
    StopCriteria,
    find_stop_reason,
)


def rate(mbit: float = 50.0, uncertainty: float = 5.0, seconds: float = 0.5) -> RateEstimate:
    return RateEstimate(mbit=mbit, uncertainty=uncertainty, seconds=seconds, from_s=0.2)


def criteria(need_mbit: float = 0.0, *, full: bool = False) -> StopCriteria:
    return StopCriteria(need_mbit=need_mbit, least_s=0.7, many_bytes=20_000_000, full=full)


@pytest.mark.parametrize(
    ("estimate", "since_s", "transferred_bytes", "stop_criteria", "reason"),
    [
        (None, 0.5, 0, criteria(), None),
        (None, MOST_S, 0, criteria(), LoadStopReason.TIME),
        (None, 0.5, MOST_BYTES, criteria(), None),
        (rate(uncertainty=float("inf")), 0.5, MOST_BYTES, criteria(), LoadStopReason.TIME),
        (rate(), 0.5, 10_000_000, criteria(5), None),
        (rate(), 0.8, 10_000_000, criteria(5), LoadStopReason.CLEAR),
        (rate(), 0.3, 25_000_000, criteria(5), LoadStopReason.CLEAR),
        (rate(), 0.2, 25_000_000, criteria(5), None),
        (rate(), 0.8, 0, criteria(36), LoadStopReason.CLEAR),
        (rate(), 0.8, 0, criteria(37), None),
        (rate(), MOST_S, 0, criteria(37), LoadStopReason.TIME),
        (rate(uncertainty=float("inf")), 0.8, 0, criteria(), None),
        (rate(seconds=0.05), 0.8, 0, criteria(5), None),
        (rate(uncertainty=1.0, seconds=1.0), 1.3, 0, criteria(60), LoadStopReason.NARROW),
        (rate(uncertainty=1.1, seconds=1.0), 1.3, 0, criteria(60), None),
        (rate(uncertainty=0.5, seconds=0.9), 1.3, 0, criteria(60), None),
        (rate(mbit=2.5, uncertainty=0.1, seconds=0.8), 1.5, 0, criteria(4), LoadStopReason.TIME),
        (rate(mbit=2.5, uncertainty=0.1, seconds=0.7), 1.5, 0, criteria(4), None),
        (rate(mbit=2.5, uncertainty=0.11, seconds=0.9), 1.5, 0, criteria(4), None),
        (rate(mbit=2.5, uncertainty=0.1, seconds=0.9), 1.5, 0, criteria(3), None),
        (rate(mbit=3.1, uncertainty=0.1, seconds=0.9), 1.5, 0, criteria(50), None),
        (rate(uncertainty=0.5, seconds=2.0), MOST_S + 0.1, 0, criteria(5, full=True), None),
        (rate(uncertainty=0.5, seconds=3.0), CERTAIN_S, CERTAIN_BYTES, criteria(5, full=True), LoadStopReason.NARROW),
        (rate(uncertainty=0.5, seconds=3.0), CERTAIN_S, CERTAIN_BYTES - 1, criteria(5, full=True), None),
        (rate(uncertainty=0.5, seconds=3.0), CERTAIN_S - 0.1, CERTAIN_BYTES, criteria(5, full=True), None),
        (rate(uncertainty=1.1, seconds=3.0), CERTAIN_S, CERTAIN_BYTES, criteria(5, full=True), None),
        (rate(), FULL_S, 0, criteria(5, full=True), LoadStopReason.TIME),
        (rate(), 1.0, FULL_BYTES, criteria(5, full=True), LoadStopReason.TIME),
    ],
)
def test_a_direction_ends(
    estimate: RateEstimate | None,
    since_s: float,
    transferred_bytes: int,
    stop_criteria: StopCriteria,
    reason: LoadStopReason | None,
) -> None:
    assert find_stop_reason(estimate, since_s, transferred_bytes, stop_criteria) is reason


def change(at_s: float = 1.0, *, believed: bool = True) -> RateChange:
    return RateChange(at_s=at_s, settled_s=at_s + 0.25, burst_bytes=5e6, burst_mbit=100, believed=believed)


@pytest.mark.parametrize(
    ("estimate", "since_s", "transferred_bytes", "stop_criteria", "rate_change", "reason"),
    [
        (rate(), 2.0, 0, criteria(5), change(believed=False), None),
        (rate(seconds=0.9), 2.2, 0, criteria(5), change(), None),
        (rate(seconds=1.0), 2.3, 0, criteria(5), change(), LoadStopReason.CLEAR),
        (rate(uncertainty=0.5, seconds=1.0), 2.3, 0, criteria(60), change(), LoadStopReason.NARROW),
        (rate(seconds=1.4), MOST_S + 0.1, 0, criteria(60), change(), None),
        (rate(), 1.0 + SLOWED_MOST_S, 0, criteria(60), change(), LoadStopReason.TIME),
        (rate(uncertainty=0.5, seconds=2.0), 3.3, 0, criteria(5, full=True), change(), None),
        (rate(uncertainty=0.5, seconds=2.5), 3.8, 0, criteria(5, full=True), change(), LoadStopReason.NARROW),
        (rate(), FULL_S + 0.1, 0, criteria(5, full=True), change(FULL_S - 0.5), None),
        (rate(), FULL_S - 0.1, 0, criteria(5, full=True), change(), None),
        (rate(), FULL_S, 0, criteria(5, full=True), change(), LoadStopReason.TIME),
        (rate(), 2.0, FULL_BYTES, criteria(5, full=True), change(), LoadStopReason.TIME),
        (None, 0.4, MOST_BYTES, criteria(5), change(0.1, believed=False), None),
        (rate(), MOST_S + SLOWED_MOST_S, 0, criteria(60), change(5.5, believed=False), LoadStopReason.TIME),
        (rate(), 0.2, MOST_BYTES, criteria(5), change(0.1, believed=False), None),
        (rate(), 0.4, MOST_BYTES, criteria(5), change(0.1, believed=False), LoadStopReason.TIME),
    ],
)
def test_a_line_that_has_slowed_down_is_measured_until_its_normal_rate_is_known(
    estimate: RateEstimate | None,
    since_s: float,
    transferred_bytes: int,
    stop_criteria: StopCriteria,
    rate_change: RateChange,
    reason: LoadStopReason | None,
) -> None:
    assert find_stop_reason(estimate, since_s, transferred_bytes, stop_criteria, change=rate_change) is reason


def test_nothing_needed_still_fills_the_queue() -> None:
    for stop_criteria in CRITERIA.values():
        assert find_stop_reason(rate(), stop_criteria.least_s - 0.01, 0, stop_criteria) is None
        assert find_stop_reason(rate(), stop_criteria.least_s, 0, stop_criteria) is LoadStopReason.CLEAR
