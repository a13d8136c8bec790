"""Lines that are drawn from a seed: plans that start fast, and homes whose Wi-Fi is narrower or wider than the line."""

import random

from tests.lab.line import Burst, HomeLink, Shape

MOST_MBIT = 60.0
"""What a busy machine of two cores carries packet by packet."""
RATES = (6.0, 10.0, 16.0, 25.0, 40.0, 50.0)
UP_SHARES = (0.1, 0.2, 0.4)
ROUND_TRIPS_MS = (12.0, 20.0, 30.0, 50.0)
QUEUES_DOWN_MS, QUEUES_UP_MS = (40.0, 100.0, 200.0), (60.0, 150.0, 300.0)
BURST_TIMES, MOST_BURST_MB = (1.5, 4.0), 30.0


def draw_plain(seed: str) -> Shape:
    """A steady line that this machine carries."""
    return _plain(random.Random(seed), MOST_MBIT)


def draw_burst(seed: str) -> Shape:
    """1 to 30 MB, spread evenly over their logarithm, at 1.5 to 4 times the rate; both directions."""
    chance = random.Random(seed)
    times = chance.uniform(*BURST_TIMES)
    shape = _plain(chance, MOST_MBIT / times)
    delivered = MOST_BURST_MB ** chance.random()
    return _with(shape, burst=Burst(delivered * (times - 1) / times, times))


def draw_home(seed: str) -> Shape:
    """Each direction of the way to the router is 0.4 to 0.8 or 1.3 to 3 times as fast as the line."""
    chance = random.Random(seed)
    shape = _plain(chance, MOST_MBIT / 3)
    factors = [chance.uniform(0.4, 0.8) if chance.random() < 0.5 else chance.uniform(1.3, 3.0) for _ in range(2)]
    queues = [chance.choice(QUEUES_UP_MS) for _ in range(2)]
    return _with(shape, home=HomeLink(shape.down_mbit * factors[0], shape.up_mbit * factors[1], *queues))


def draw_slow_home(seed: str) -> Shape:
    """A line that is well behind a way to the router that is 0.3 to 0.8 times as fast in both directions."""
    chance = random.Random(f"slow home {seed}")
    shape = _plain(chance, MOST_MBIT / 3)
    factors, queues = [chance.uniform(0.3, 0.8) for _ in range(2)], [chance.choice(QUEUES_UP_MS) for _ in range(2)]
    return _with(shape, home=HomeLink(shape.down_mbit * factors[0], shape.up_mbit * factors[1], *queues))


def _plain(chance: random.Random, most_mbit: float) -> Shape:
    down = min(chance.choice(RATES), most_mbit)
    up = down * chance.choice(UP_SHARES)
    return Shape(down, up, chance.choice(ROUND_TRIPS_MS), chance.choice(QUEUES_DOWN_MS), chance.choice(QUEUES_UP_MS))


def _with(shape: Shape, *, burst: Burst | None = None, home: HomeLink | None = None) -> Shape:
    return Shape(
        shape.down_mbit,
        shape.up_mbit,
        shape.rtt_ms,
        shape.queue_down_ms,
        shape.queue_up_ms,
        burst=burst,
        home=home,
    )
