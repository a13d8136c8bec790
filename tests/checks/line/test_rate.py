"""Counts to rates, round trips to latencies: the arithmetic alone."""

import math
import random

import pytest

from checker.checks.line.rate import rate_of, recent
from checker.checks.line.roundtrip import latency_of


def counts(mbit: float, seconds: float, every: float = 0.05) -> list[tuple[float, int]]:
    return [(n * every, round(mbit * 1e6 / 8 * n * every)) for n in range(round(seconds / every) + 1)]


def test_a_steady_line() -> None:
    rate = rate_of(counts(50, 4), 0.02)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=1e-3)
    assert 1.2 <= rate.seconds <= 4, "from one caught-up moment to the next"
    assert rate.uncertainty == pytest.approx(0.5, rel=0.05)


def test_slow_start_is_left_out() -> None:
    slow = [(at, count // 10) for at, count in counts(50, 1)]
    late = [(1.0 + at, slow[-1][1] + count) for at, count in counts(50, 3)[1:]]
    rate = rate_of(slow + late, 1.0)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=1e-2)


def test_a_line_that_swings_is_less_sure() -> None:
    chance = random.Random(7)
    came, total = [(0.0, 0)], 0
    for n in range(1, 81):
        total += round(chance.uniform(0, 2) * 50e6 / 8 * 0.05)
        came.append((n * 0.05, total))
    rate = rate_of(came, 1.0)
    assert rate is not None
    assert abs(rate.mbit - 50) < rate.uncertainty
    assert rate.uncertainty > 3


@pytest.mark.parametrize(
    "samples", [[], [(0.0, 0)], counts(50, 1.2), [(0.0, 5), (2.0, 5), (4.0, 5)], [(0.0, 0), (5.0, 9)]]
)
def test_too_little_is_no_rate(samples: list[tuple[float, int]]) -> None:
    assert rate_of(samples, 1.0) is None


def test_answers_in_lumps() -> None:
    """Bodies of 100 kB at 8 Mbit/s: one answer every 0.1 s, nothing known in between."""
    rate = rate_of([(n / 10, n * 100_000) for n in range(40)], 1.0)
    assert rate is not None
    assert rate.mbit == pytest.approx(8, rel=1e-6)


def test_the_last_moments() -> None:
    assert recent([], 1) == recent([(0.0, 0)], 1) == 0
    assert recent([(0.0, 0), (0.0, 9)], 1) == 0
    assert recent(counts(10, 1) + [(at + 1.05, 1_250_000 + n) for at, n in counts(40, 1)], 0.5) == pytest.approx(40)


def test_latency() -> None:
    latency = latency_of([0.020, 0.022, 0.020, 0.022, 0.300])
    assert latency is not None
    assert latency.ms == pytest.approx(22)
    assert latency.jitter_ms == pytest.approx((2 + 2 + 2 + 278) / 4)
    assert 0.1 <= latency.uncertainty < 5
    assert latency_of([0.02] * 3) is None
    assert not math.isnan(latency_of([0.02] * 16).uncertainty)  # type: ignore[union-attr]
