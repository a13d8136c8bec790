"""The computer's load is the computer's, not the line's: it is read where that group is allowed."""

import psutil
import pytest

from checker.checks.context import ProbeContext, RunSession
from checker.checks.line import CHECK
from checker.checks.line.environment.cpu import CpuMonitor
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.net.net import Net


@pytest.mark.parametrize(
    ("allowed", "is_read"),
    [((DataGroup.NETWORK,), False), ((DataGroup.NETWORK, DataGroup.PC), True), (None, True)],
)
def test_the_load_is_read_only_where_it_was_allowed(
    allowed: tuple[DataGroup, ...] | None, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[bool] = []
    monkeypatch.setattr(psutil, "cpu_percent", lambda: readings.append(True) or 50.0)
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(allowed=allowed)).limited(10)
    monitor = CpuMonitor(is_allowed=context.may_read("cpu.during"))
    with monitor.measure():
        pass
    assert bool(readings) is is_read
    assert (monitor.peak_percent is not None) is is_read
