"""An outage is a block of losses; limits and poor links lose evenly."""

import random

import pytest

from checker.checks.network.loss_gaps import LossTimeline, shared_gaps


def timeline(answered: list[bool], interval_s: float = 0.02, began_s: float = 0.0) -> LossTimeline:
    made = LossTimeline()
    made.add(began_s, interval_s, answered)
    return made


def test_a_block_is_a_gap() -> None:
    (gap,) = timeline([True] * 40 + [False] * 25 + [True] * 35).gaps
    assert (round(gap.from_s, 2), round(gap.seconds, 2), gap.is_closed) == (0.8, 0.5, True)


def test_a_block_at_the_end_is_open() -> None:
    (gap,) = timeline([True] * 70 + [False] * 30).gaps
    assert not gap.is_closed


@pytest.mark.parametrize(
    "answered",
    [
        [True] * 100,
        [False] * 100,
        ([True] + [False] * 4) * 20,  # ten a second of fifty
        [True] * 96 + [False] * 4,
    ],
)
def test_no_gap(answered: list[bool]) -> None:
    assert timeline(answered).gaps == []


def test_a_token_now_and_then_does_not_close_a_gap() -> None:
    gaps = timeline([True] * 10 + ([False] * 44 + [True]) * 2).gaps
    assert not any(gap.is_closed for gap in gaps)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_chance_makes_none(seed: int, share: float) -> None:
    chance = random.Random(seed)
    assert timeline([chance.random() >= share for _ in range(100)]).gaps == []


def test_both_at_once() -> None:
    near = timeline([True] * 40 + [False] * 25 + [True] * 35)
    far = timeline([True] * 32 + [False] * 20 + [True] * 28, interval_s=0.025)
    assert [is_shared for _, is_shared in shared_gaps(near, far)] == [True]
    assert [is_shared for _, is_shared in shared_gaps(near, timeline([True] * 80, 0.025))] == [False]
    assert list(shared_gaps(near, timeline([True] * 20, began_s=5.0))) == []
