"""The true list on this Linux: what is portable is measured here, and is as assumed."""

import pytest

from checker.client.self_test.assumption import Assumption, Reach
from checker.client.self_test.assumptions import ASSUMPTIONS
from checker.client.self_test.measure import measure_assumptions
from checker.client.self_test.result import AssumptionOutcome
from checker.client.self_test.topics.clocks import smallest_step_s

HERE = [assumption for assumption in ASSUMPTIONS if "linux" in assumption.systems and assumption.reach is Reach.PC]
BUSY = {"clock.sleep", "clock.fine-timer"}
"""A busy machine wakes late."""


@pytest.mark.parametrize("assumption", HERE, ids=lambda assumption: assumption.id)
def test_it_is_as_assumed(assumption: Assumption) -> None:
    (result,) = measure_assumptions(assumptions=[assumption]).results
    assert result.failure is None, result.detail
    assert result.observed
    if assumption.id not in BUSY:
        assert result.outcome in (AssumptionOutcome.AS_ASSUMED, AssumptionOutcome.MEASURED), result.observed


@pytest.mark.parametrize(("step_ns", "seconds"), [(100, 1e-7), (15_625_000, 0.015625)])
def test_a_clocks_step_is_found(step_ns: int, seconds: float) -> None:
    reads = iter(range(10**9))
    assert smallest_step_s(lambda: next(reads) // 3 * step_ns, watch_s=0.02) == pytest.approx(seconds)


def test_a_clock_that_stands_steps_at_least_so_far() -> None:
    assert smallest_step_s(lambda: 7, watch_s=0.02) == 0.02
