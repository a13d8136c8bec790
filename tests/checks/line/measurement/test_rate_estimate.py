"""Counts to rates, round trips to latencies: the arithmetic alone."""

import math
import random

import pytest

from checker.checks.line.measurement.rate_estimate import estimate_rate, recent_mbit
from checker.checks.line.packets.latency import estimate_latency
from tests.checks.line.measurement.counts import shaped


def counts(mbit: float, seconds: float, every: float = 0.05) -> list[tuple[float, int]]:
    return [(n * every, round(mbit * 1e6 / 8 * n * every)) for n in range(round(seconds / every) + 1)]


def test_a_steady_line() -> None:
    rate = estimate_rate(counts(50, 4), 0.02)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=1e-3)
    assert 1.2 <= rate.seconds <= 4, "from one caught-up moment to the next"
    assert rate.uncertainty == pytest.approx(0.5, rel=0.05)


def test_slow_start_is_left_out() -> None:
    slow = [(at, count // 10) for at, count in counts(50, 1)]
    late = [(1.0 + at, slow[-1][1] + count) for at, count in counts(50, 3)[1:]]
    rate = estimate_rate(slow + late, 1.0)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=1e-2)


def test_a_line_that_swings_is_less_sure() -> None:
    chance = random.Random(7)
    samples, total = [(0.0, 0)], 0
    for n in range(1, 81):
        total += round(chance.uniform(0, 2) * 50e6 / 8 * 0.05)
        samples.append((n * 0.05, total))
    rate = estimate_rate(samples, 1.0)
    assert rate is not None
    assert abs(rate.mbit - 50) < rate.uncertainty
    assert rate.uncertainty > 3


@pytest.mark.parametrize("begins", [0.7, 1.1, 1.5])
@pytest.mark.parametrize("hole", [0.1, 0.2])
def test_a_hole_and_the_burst_that_fills_it_do_not_move_the_rate(begins: float, hole: float) -> None:
    """A lost packet holds the rest back until it has come again; then all is there at once."""
    steady = shaped([(2.4, 50)])
    arrived = begins * 50e6 / 8
    rate = estimate_rate([(at, arrived if begins < at < begins + hole else count) for at, count in steady], 0.02)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=0.005)
    assert rate.uncertainty < 5


def test_an_end_within_a_hole_does_not_count() -> None:
    steady = shaped([(2.0, 50)])
    rate = estimate_rate([(at, min(count, 1.85 * 50e6 / 8)) for at, count in steady], 0.02)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=0.005)


@pytest.mark.parametrize("round_trip_s", [0.02, 0.05, 0.1])
def test_slow_start_in_round_trips_is_left_out(round_trip_s: float) -> None:
    doubling = [(round_trip_s, 50 / 2**n) for n in range(5, 0, -1)]
    rate = estimate_rate(shaped([*doubling, (1.8, 50)]), round_trip_s)
    assert rate is not None
    assert rate.mbit == pytest.approx(50, rel=0.03)
    assert rate.from_s >= round_trip_s * 3


def test_a_line_that_steps_is_its_mean_and_says_that_it_is_unsure() -> None:
    rate = estimate_rate(shaped([(1.2, 50), (1.2, 30)]), 0.02)
    assert rate is not None
    assert 30 < rate.mbit < 50
    assert abs(rate.mbit - 40) < rate.uncertainty


def test_a_line_that_waves_is_not_sure() -> None:
    waves = [(0.01, 50 + 25 * math.sin(2 * math.pi * n / 60)) for n in range(240)]
    rate = estimate_rate(shaped(waves), 0.02)
    assert rate is not None
    assert abs(rate.mbit - 50) < rate.uncertainty
    assert rate.uncertainty > 1.2, "a steady one is off by 0.5"


@pytest.mark.parametrize("kbit", [64, 150, 300, 1000])
def test_a_throttled_line_has_a_rate_too(kbit: int) -> None:
    """Packets of 1448 bytes, one at a time: some eleven in 2 s at 64 kbit/s."""
    every = 1448 * 8 / kbit / 1e3
    rate = estimate_rate([(n * every, 1448.0 * (n + 1)) for n in range(int(2.4 / every))], 0.05)
    assert rate is not None
    assert rate.mbit == pytest.approx(kbit / 1000, rel=0.05)


@pytest.mark.parametrize(
    "samples", [[], [(0.0, 0)], counts(50, 1.2), [(0.0, 5), (2.0, 5), (4.0, 5)], [(0.0, 0), (5.0, 9)]]
)
def test_too_little_is_no_rate(samples: list[tuple[float, int]]) -> None:
    assert estimate_rate(samples, 1.0) is None


def test_answers_in_lumps() -> None:
    """Bodies of 100 kB at 8 Mbit/s: one answer every 0.1 s, nothing known in between."""
    rate = estimate_rate([(n / 10, n * 100_000) for n in range(40)], 1.0)
    assert rate is not None
    assert rate.mbit == pytest.approx(8, rel=1e-6)


def test_the_last_moments() -> None:
    assert recent_mbit([], 1) == recent_mbit([(0.0, 0)], 1) == 0
    assert recent_mbit([(0.0, 0), (0.0, 9)], 1) == 0
    assert recent_mbit(counts(10, 1) + [(at + 1.05, 1_250_000 + n) for at, n in counts(40, 1)], 0.5) == pytest.approx(
        40
    )


def test_latency() -> None:
    latency = estimate_latency([0.020, 0.022, 0.020, 0.022, 0.300])
    assert latency is not None
    assert latency.ms == pytest.approx(22)
    assert latency.jitter_ms == pytest.approx((2 + 2 + 2 + 278) / 4)
    assert 0.1 <= latency.uncertainty < 5
    assert estimate_latency([0.02] * 3) is None
    assert not math.isnan(estimate_latency([0.02] * 16).uncertainty)  # type: ignore[union-attr]
