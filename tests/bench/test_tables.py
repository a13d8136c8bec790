"""What the tables say of what was measured, without a line."""

import pytest

from checker.checks.context import LiveSample
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.bench.child import Cost
from tests.bench.lines import LINES
from tests.bench.measured import Timed, Window, windows
from tests.bench.ours import ProductRun
from tests.bench.peers import Peer, trips_of
from tests.bench.rates import Steady, cost, rates
from tests.bench.table import against, off, p95
from tests.bench.varying import error_of
from tests.lab.line_course import History

COST = Cost(seconds=5.0, cpu_s=0.7, megabytes=7.0)


def a_run(down: float, up: float) -> ProductRun:
    observations = [
        Observation(name=f"{direction}.rate", value=rate) for direction, rate in (("down", down), ("up", up))
    ]
    measured = Measurement(check="line", outcome=Outcome.DONE, observations=tuple(observations))
    loads = (Window(direction=0, from_s=1.0, to_s=2.0), Window(direction=1, from_s=3.0, to_s=4.0))
    return ProductRun(timed=Timed(measurement=measured, began=100.0, windows=loads), cost=COST)


def test_a_miss_is_bold_and_a_hit_is_not() -> None:
    assert against(0.5, 1.0) == "0.5 (1)"
    assert against(1.5, 1.0) == "**1.5 (1)**"
    assert against(None, 1.0) == "–"


def test_p95_of_few_is_the_largest() -> None:
    assert p95([3.0, 1.0, 2.0]) == 3.0
    assert p95([float(number_) for number_ in range(1, 101)]) == 95.0
    assert p95([]) is None


def test_errors_are_against_what_tcp_carries() -> None:
    down, up = LINES["50/10"].goodput
    peer = Peer(name="iperf3 -P4", rates=(down * 0.98, None), cost=COST)
    steady = Steady(line="50/10", usual=(a_run(down * 1.005, up * 0.9),), full=(), peers=(peer,))
    row_down, row_up = rates([steady]).splitlines()[-2:]
    assert "| 0.50 (1) | 0.50 (3) |" in row_down
    assert "| -2.00 |" in row_down
    assert "| 0.25 |" in row_down, "a quarter of iperf3's error"
    assert "| **10.00 (1)** | **10.00 (3)** |" in row_up
    assert "**7.0 (6)**" in cost([steady]), "more megabytes than the goal"


def test_a_varying_line_is_judged_by_its_mean_in_the_window() -> None:
    history = History()
    for at, rate in ((90.0, 50.0), (101.49, 25.0), (102.5, 50.0)):
        history.note(at, rate, rate / 5)
    shape = LINES["50/10"]
    run = a_run(37.5 * shape.goodput[0] / 50, shape.goodput[1])
    assert error_of(run, history, shape, 0) == pytest.approx(0, abs=1e-6)
    assert error_of(run, history, shape, 1) == pytest.approx(0, abs=1e-6)


def test_windows_are_those_told_or_else_those_shown() -> None:
    samples = [LiveSample(kind="rate", numbers=(at / 10, 5.0)) for at in range(20, 61)]
    by_rates = windows(samples, {"down.rate": 4.0})
    assert [(window.direction, window.from_s, window.to_s) for window in by_rates] == [(0, 3.0, 4.0), (1, 5.1, 6.0)]
    with_window = [*samples, LiveSample(kind="window", numbers=(1.0, 4.5, 5.5))]
    assert windows(with_window, {}) == (Window(direction=1, from_s=4.5, to_s=5.5),)


def test_lost_round_trips_of_irtt_do_not_count() -> None:
    sent = {"timestamps": {"client": {"send": {"wall": 2_000_000_000}}}}
    report = {"round_trips": [{**sent, "delay": {"rtt": 20_000_000}}, {**sent, "delay": {}}]}
    assert trips_of(report, apart=1.5) == [(0.5, 20.0)]
    assert off(11, 10) == pytest.approx(10)
