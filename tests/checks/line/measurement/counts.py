"""Counts of bytes over time, as a line would give them: steps of rate, and what lost packets hold back."""

import random


def shaped(steps: list[tuple[float, float]], every: float = 0.01) -> list[tuple[float, float]]:
    """Seconds and Mbit/s of each step, counted so often."""
    samples, at, total = [(0.0, 0.0)], 0.0, 0.0
    for seconds, mbit in steps:
        for _ in range(round(seconds / every)):
            at, total = at + every, total + mbit * 1e6 / 8 * every
            samples.append((round(at, 4), total))
    return samples


def held_back(samples: list[tuple[float, float]], begins: float, ends: float) -> list[tuple[float, float]]:
    """A packet lost at `begins` holds back all that follows until it has come again."""
    arrived = max((count for at, count in samples if at <= begins), default=0.0)
    return [(at, arrived if begins < at < ends else count) for at, count in samples]


def with_holes(samples: list[tuple[float, float]], chance: random.Random) -> list[tuple[float, float]]:
    """Some two a second, of up to 0.15 s."""
    at = chance.uniform(0.2, 0.6)
    while at < samples[-1][0] - 0.2:
        samples = held_back(samples, at, at + chance.uniform(0.02, 0.15))
        at += chance.uniform(0.3, 0.8)
    return samples
