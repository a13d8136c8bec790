"""The engine on lines of known rate, against what TCP can carry there."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from checker.checks.line.diagnose import diagnose
from checker.checks.line.diagnose.queue_place import QueuePlace, queue_delay, queue_place
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed
from checker.model.measurement import Measurement
from checker.model.observation import Observations
from tests.lab.line import ROOT, HomeLink, Line, Shape, serving, shaped, why_not
from tests.lab.stolen_time import skipped_where_time_is_stolen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.netns,
    pytest.mark.skipif(bool(why_not()), reason=f"a shaped line {why_not()}"),
]
DSL = Shape(down_mbit=6, up_mbit=1, rtt_ms=30, queue_down_ms=200, queue_up_ms=400)
VDSL = Shape(down_mbit=50, up_mbit=10, rtt_ms=20, queue_down_ms=100, queue_up_ms=200)

BUSY_MS = 10
"""What a machine of two cores that is used otherwise too adds to a median."""


def measured(line: Line, url: str) -> Observations:
    command = line.inside("client", sys.executable, str(Path(__file__).with_name("print_measured.py")), url)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, timeout=60, check=True)
    return msgspec.json.decode(done.stdout, type=Measurement).observations_by_key


@pytest.mark.parametrize("shape, down_off, up_off", [(DSL, 0.06, 0.12), (VDSL, 0.06, 0.06)])
@skipped_where_time_is_stolen()
def test_rates_are_those_of_the_line(shape: Shape, down_off: float, up_off: float) -> None:
    with shaped(shape) as line, serving(line) as url:
        observations = measured(line, url)
        down, up = shape.goodput
        assert observations.number("down.rate") == pytest.approx(down, rel=down_off)
        assert observations.number("up.rate") == pytest.approx(up, rel=up_off), (
            "bytes handed to the socket read 37 % more"
        )
        assert observations["up.counted"].value == "server"
        assert shape.rtt_ms <= (observations.number("idle.latency") or 0) <= shape.rtt_ms + 5
        for direction, least_ms, queue_ms in (
            ("up", shape.queue_up_ms / 3, shape.queue_up_ms),
            ("down", shape.queue_down_ms / 10, shape.queue_down_ms),
        ):
            waited_ms = (observations.number(f"{direction}.latency") or 0) - shape.rtt_ms
            assert least_ms < waited_ms < queue_ms + BUSY_MS, (
                "in the queue, and never longer than all of it takes. irtt during iperf3 -P4: 404 and 101 up; "
                "ping during a download of 0.6 s at 50 Mbit/s went from 70 over 36 to 20 ms and up again"
            )


@skipped_where_time_is_stolen()
def test_what_a_slow_line_means() -> None:
    with shaped(DSL) as line, serving(line) as url:
        observations = measured(line, url)
    codes = [finding.code for finding in diagnose(observations, LineNeed(endpoint=url))]
    assert "line.up-slow" in codes
    assert "line.stutters" in codes
    assert "line.down-slow" not in codes


@skipped_where_time_is_stolen()
def test_a_queue_at_home_is_told_from_one_behind_the_router() -> None:
    home_link = HomeLink(down_mbit=40, up_mbit=4, queue_down_ms=20, queue_up_ms=250)
    with shaped(Shape(20, 20, 20, 100, 60, home=home_link)) as line, serving(line) as url:
        observations = measured(line, url)
    assert observations["router.method"].value == "ICMP"
    assert queue_place(observations, Direction.DOWN) is QueuePlace.BEYOND
    assert queue_place(observations, Direction.UP) is QueuePlace.HOME
    delay = queue_delay(observations, Direction.UP)
    assert delay is not None
    assert delay.home_ms == pytest.approx(delay.total_ms, rel=0.1, abs=BUSY_MS)
