"""Drawn lines: the same for the same seed, and within what this machine can carry and the figures are told for."""

from tests.bench.drawn.draw import BURST_TIMES, MOST_BURST_MB, MOST_MBIT, draw_burst, draw_home, draw_slow_home


def test_bursts_are_those_that_are_promised() -> None:
    for number in range(50):
        shape = draw_burst(f"3-{number}")
        assert shape == draw_burst(f"3-{number}")
        assert shape.burst
        assert BURST_TIMES[0] <= shape.burst.times <= BURST_TIMES[1]
        assert 1 <= shape.burst.delivered_megabytes() <= MOST_BURST_MB
        assert shape.down_mbit * shape.burst.times <= MOST_MBIT + 0.1
    assert draw_burst("3-0") != draw_burst("4-0")


def test_homes_are_clearly_narrower_or_wider() -> None:
    factors = []
    for number in range(50):
        shape = draw_home(f"3-{number}")
        assert shape.home
        factors += [shape.home.down_mbit / shape.down_mbit, shape.home.up_mbit / shape.up_mbit]
    assert all(0.39 < factor < 0.81 or 1.29 < factor < 3.01 for factor in factors)
    assert min(factors) < 1 < max(factors)


def test_slow_homes_are_narrower_both_ways() -> None:
    for number in range(50):
        shape = draw_slow_home(f"3-{number}")
        assert shape == draw_slow_home(f"3-{number}")
        assert shape.home
        for factor in (shape.home.down_mbit / shape.down_mbit, shape.home.up_mbit / shape.up_mbit):
            assert 0.29 < factor < 0.81
