"""What a watch has seen outlives its program: a process that is killed in the middle, damaged files, a full disk."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker.checks.outages.diagnose import diagnose
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.outage import OutagePlace
from checker.client.environment.data_directory import DataDirectory
from checker.client.history import watch_checkpoint
from checker.client.history.watch_checkpoint import WatchCheckpoint
from checker.client.session import OUTAGES, Session
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.privacy import CHECKPOINT_DAYS, DataGroup
from checker.model.profile import Profile
from checker.net.net import Net
from checker.show.privacy_preview.value_words import WORDS
from tests.checks.outages.drawn import Broken, DrawnPath, observations

CODE = "ACME-7F3K"
OBSERVED = tuple(observations(DrawnPath((Broken(50.0, 62.0, OutagePlace.HOME),)).run(400).timeline))


def leave_checkpoint(checkpoint: WatchCheckpoint, code: str = CODE) -> None:
    """As a watch does that goes on for longer than the period between two writings."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(watch_checkpoint, "PERIOD_S", 0.0)
        checkpoint.begin(OUTAGES, code)
        checkpoint.record(OBSERVED)
    checkpoint.wait()


@pytest.fixture
def checkpoint(tmp_path: Path) -> WatchCheckpoint:
    return WatchCheckpoint(DataDirectory(tmp_path))


def test_it_comes_back_at_the_next_start_as_a_measurement(checkpoint: WatchCheckpoint, tmp_path: Path) -> None:
    assert not checkpoint.exists(CODE)
    leave_checkpoint(checkpoint)
    next_start = WatchCheckpoint(DataDirectory(tmp_path))
    assert next_start.exists(CODE) and not next_start.exists("OTHER"), "of this customer alone"
    measurement = next_start.read(CODE)
    assert measurement is not None
    assert measurement.observations[:-1] == OBSERVED
    assert measurement.observations[-1].value in WORDS
    codes = [finding.code for finding in diagnose(measurement.observations_by_key, OutagesNeed())]
    assert "outages.home" in codes


def test_nothing_is_written_before_its_time_and_nothing_after_its_end(
    checkpoint: WatchCheckpoint, tmp_path: Path
) -> None:
    checkpoint.record(OBSERVED)
    checkpoint.begin(OUTAGES, CODE)
    checkpoint.record(OBSERVED)
    checkpoint.wait()
    assert not checkpoint.exists(CODE)
    leave_checkpoint(checkpoint)
    checkpoint.discard(CODE)
    checkpoint.record(OBSERVED)
    checkpoint.wait()
    assert list(tmp_path.rglob("*.json")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a kill that leaves no time is POSIX's")
def test_a_program_that_is_killed_has_left_it(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from checker.client.environment.data_directory import DataDirectory\n"
        "from checker.client.history import watch_checkpoint\n"
        "from tests.client.history.test_watch_checkpoint import OBSERVED\n"
        "watch_checkpoint.PERIOD_S = 0.0\n"
        "checkpoint = watch_checkpoint.WatchCheckpoint(DataDirectory(Path(sys.argv[1])))\n"
        f"checkpoint.begin('outages', '{CODE}')\n"
        "while True:\n"
        "    checkpoint.record(OBSERVED)\n"
        "    time.sleep(0.01)\n"
    )
    checkpoint = WatchCheckpoint(DataDirectory(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as program:
        deadline_s = time.monotonic() + 60
        while not checkpoint.exists(CODE) and program.poll() is None and time.monotonic() < deadline_s:
            time.sleep(0.02)
        program.send_signal(signal.SIGKILL)
    measurement = checkpoint.read(CODE)
    assert measurement is not None, "whole, in whichever moment it was killed"
    assert measurement.observations[:-1] == OBSERVED


def test_a_damaged_or_foreign_file_is_none_and_is_moved_aside(checkpoint: WatchCheckpoint, tmp_path: Path) -> None:
    leave_checkpoint(checkpoint)
    [path] = DataDirectory(tmp_path).watches.iterdir()
    for raw in (b"{", b"\xff", b"x" * 1_100_000, b'{"version":1,"check":"outages","observations":[{}]}'):
        path.write_bytes(raw)
        assert checkpoint.read(CODE) is None
        assert not checkpoint.exists(CODE)


def test_after_its_days_it_is_gone(checkpoint: WatchCheckpoint, tmp_path: Path) -> None:
    leave_checkpoint(checkpoint)
    [path] = DataDirectory(tmp_path).watches.iterdir()
    long_ago = time.time() - (CHECKPOINT_DAYS * 86_400 + 60)
    os.utime(path, (long_ago, long_ago))
    assert not checkpoint.exists(CODE)
    checkpoint.wait()
    assert not path.exists()


def test_a_full_disk_ends_no_watch(
    checkpoint: WatchCheckpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OperationFailed(Operation.WRITE, FailureKind.EXHAUSTED)

    monkeypatch.setattr(watch_checkpoint, "write_atomically", full)
    leave_checkpoint(checkpoint)
    assert not checkpoint.exists(CODE)


def test_only_its_user_may_read_it(checkpoint: WatchCheckpoint, tmp_path: Path) -> None:
    leave_checkpoint(checkpoint)
    if sys.platform != "win32":
        [path] = DataDirectory(tmp_path).watches.iterdir()
        assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_session_takes_it_for_measured_and_its_report_takes_it_away(checkpoint: WatchCheckpoint) -> None:
    leave_checkpoint(checkpoint)
    session = Session(Profile(code=CODE, customer="ACME"), Net())
    session.watch_checkpoint = checkpoint
    assert session.has_interrupted_watch
    assert session.adopt_interrupted_watch()
    assert session.allowed == (DataGroup.NETWORK,)
    assert any(finding.code == "outages.home" for finding in session.report.findings)
    assert session.has_interrupted_watch, "until the report is among the earlier runs"
    session.add_to_history()
    checkpoint.wait()
    assert not session.has_interrupted_watch
