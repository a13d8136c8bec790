"""A line that starts fast and then slows down is told from one that holds, varies, or merely lost a packet."""

import random

import pytest

from checker.checks.line.measurement.rate_change import find_rate_change, since_change
from checker.checks.line.measurement.rate_estimate import estimate_rate
from tests.checks.line.measurement.counts import held_back, shaped, with_holes


@pytest.mark.parametrize("seed", range(12))
def test_the_rate_after_a_burst_is_the_one_that_lasts(seed: int) -> None:
    """Drawn: the rates and the size, and packets that were lost on the way."""
    chance = random.Random(seed)
    normal, times = chance.uniform(2, 50), chance.uniform(1.5, 4)
    fast_s = chance.uniform(1, 12) * 8 / (normal * times)
    samples = with_holes(shaped([(fast_s, normal * times), (3.0, normal)]), chance)
    change = find_rate_change(samples, 0.02)
    assert change is not None
    assert change.believed
    assert change.at_s == pytest.approx(fast_s, abs=0.25)
    rate = estimate_rate(since_change(samples, change), 0.02)
    assert rate is not None
    assert rate.mbit == pytest.approx(normal, rel=0.05)


@pytest.mark.parametrize("seed", range(12))
def test_a_line_that_holds_has_no_change_whatever_was_lost(seed: int) -> None:
    chance = random.Random(seed)
    samples = with_holes(shaped([(0.1, 4), (0.1, 12), (chance.uniform(0.6, 8), 30)]), chance)
    assert find_rate_change(samples, 0.02) is None


@pytest.mark.parametrize(
    "steps",
    [
        [(0.5, 10), (2.0, 50)],
        [(1.0, 50), (1.0, 20), (1.0, 50)],
        [(1.0, 50), (3.0, 43)],
        [(2.5, 50)],
    ],
    ids=["rises", "falls and rises", "falls a little", "holds"],
)
def test_what_is_no_burst(steps: list[tuple[float, float]]) -> None:
    change = find_rate_change(shaped(steps), 0.02)
    assert change is None or not change.believed


@pytest.mark.parametrize("hole_s", [0.1, 0.4, 0.9])
def test_a_pause_as_on_wifi_that_roams_is_none(hole_s: float) -> None:
    """Nothing arrives for a while, and nothing of it comes later."""
    samples = shaped([(1.0, 50), (hole_s, 0), (1.5, 50)])
    change = find_rate_change(samples, 0.02)
    assert change is None or not change.believed


def test_a_hole_at_the_end_is_no_slower_line_yet() -> None:
    samples = held_back(shaped([(2.0, 50)]), 1.5, 2.1)
    change = find_rate_change(samples, 0.02)
    assert change is None or not change.believed


def test_it_is_believed_only_once_it_has_lasted() -> None:
    early, late = (find_rate_change(shaped([(1.0, 100), (seconds, 50)]), 0.02) for seconds in (0.4, 1.2))
    assert early is not None
    assert not early.believed
    assert late is not None
    assert late.believed


def test_too_little_is_no_change() -> None:
    assert find_rate_change([], 0.02) is None
    assert find_rate_change([(0.0, 0.0), (1.0, 9.0)], 0.02) is None
