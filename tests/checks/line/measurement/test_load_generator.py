"""The loop of a load, where nothing has come about that it could wait for."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from checker.checks.line.direction import Direction
from checker.checks.line.measurement.load_generator import CountingMethod, LoadGenerator, LoadPlan, LoadProbes
from checker.checks.line.measurement.stop_rule import CRITERIA
from tests.checks.line.measuring import probe_context


def test_connections_that_are_still_opening_are_waited_for() -> None:
    """No socket is there to wait on meanwhile, which Windows' select refuses (10022)."""

    def nothing_yet() -> Iterator[Any]:
        return iter(())

    pool: Any = SimpleNamespace(pending=1, request=lambda n: None, take_ready=nothing_yet)
    plan = LoadPlan(
        open_stream=lambda sock: None,
        criteria=CRITERIA[Direction.DOWN],
        counting=CountingMethod.HERE,
        round_trip_s=0.01,
        timeout_s=0.2,
    )
    result = LoadGenerator(probe_context(), pool, plan, LoadProbes()).generate()
    assert (result.rate, result.samples, result.streams) == (None, (), 0)
