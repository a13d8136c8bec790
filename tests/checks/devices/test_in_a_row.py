"""Sound checks as the client runs them, in worker processes: one that hangs ends, and many leave nothing behind.

HOMEOFFICE_ROW=300 makes the row as long as the house promises (some twenty minutes); usually it is short.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import check, needs
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from checker.run.plan import PlannedCheck, make_plan
from checker.run.runner import Runner
from checker.run.worker_process import WorkerProcess, make_job
from tests.lab.processes import command_line
from tests.lab.sound import VirtualMicrophone, speech

ROW = int(os.environ.get("HOMEOFFICE_ROW", "2"))
GROWTH_BYTES = 20_000_000


@pytest.fixture
def lab(lab: VirtualMicrophone, tmp_path: Path) -> VirtualMicrophone:
    """Somebody speaks."""
    lab.play(speech(tmp_path))
    return lab


def codes(measurements: tuple[Measurement, ...]) -> list[str]:
    return [finding.code for finding in diagnose_measurements(needs(BUILT_IN), measurements)]


def test_one_that_blocks_for_ever_ends_in_a_finding_and_the_next_check_runs(lab):
    lab.stick("stuck")
    lab.pactl("set-default-source", "at-stuck")
    chosen = make_plan(BUILT_IN, {DataGroup.MICROPHONE}, only=("microphone", "speaker"))
    runner = Runner(chosen, Net(), lambda _event: None)
    runner.start()
    measured = runner.wait(60)
    assert measured is not None
    assert {measurement.check: measurement.outcome for measurement in measured} == {
        "microphone": Outcome.DONE,
        "speaker": Outcome.DONE,
    }
    assert codes(measured) == ["microphone.hangs", "speaker.not-asked"]
    assert measured[0].seconds < 12
    lab.pactl("set-default-source", "mic")
    assert listened() == ["microphone.ready"]


def listened() -> list[str]:
    check_ = check("microphone")
    emitted: list[object] = []
    job = make_job(PlannedCheck(check=check_, need=check_.need()), BUILT_IN)
    outcome, failure = WorkerProcess(job, emitted.append).run()
    assert (outcome, failure) == (Outcome.DONE, None)
    observations = tuple(item for item in emitted if isinstance(item, Observation))
    return codes((Measurement(check="microphone", outcome=outcome, observations=observations),))


@pytest.mark.timeout(60 + 15 * ROW)
def test_many_in_a_row_leave_nothing_behind(lab):
    assert listened() == ["microphone.ready"]
    this, listening = psutil.Process(), streams(lab)
    before = this.memory_info().rss, this.num_fds(), this.num_threads()
    codes_seen, slowest = set(), 0.0
    for _ in range(ROW):
        began = time.monotonic()
        codes_seen |= set(listened())
        slowest = max(slowest, time.monotonic() - began)
    growth = this.memory_info().rss - before[0]
    print(f"{ROW} in a row: {growth / 1e6:.1f} MB more, slowest {slowest:.1f} s")
    assert codes_seen == {"microphone.ready"}
    assert growth < GROWTH_BYTES
    assert until(lambda: (this.num_fds(), this.num_threads()) <= before[1:]), "handles and threads"
    assert until(lambda: not any("--worker" in " ".join(command_line(process)) for process in this.children())), (
        "processes"
    )
    assert until(lambda: streams(lab) <= listening), "streams"


def streams(lab: VirtualMicrophone) -> int:
    return len(lab.pactl("list", "short", "source-outputs").splitlines())


def until(true: Callable[[], bool]) -> bool:
    """What ends a moment later has ended too."""
    end = time.monotonic() + 10
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
