"""The whole check in the program's own worker: what it leaves behind, however it ends, once and many times."""

import gc
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from checker.checks.camera import CHECK
from checker.checks.camera.need import CameraNeed
from checker.checks.context import LiveSample
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.run import worker_process as child_module
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job
from tests.checks.camera.picture.test_pictures import moving
from tests.lab.film import a_host, codes, seen_by

MB = 1_000_000
GROWTH = 20 * MB
ROW = int(os.environ.get("HOMEOFFICE_ROW", "10"))

Ran = Callable[..., tuple[Outcome, object, list]]


@pytest.fixture
def ran(film, tmp_path: Path, monkeypatch) -> Ran:
    """Runs one check in a worker; the camera is a film."""
    target = str(film(moving).backends[0].target)

    def run(mode: str = "well", part: str = "probe", stop_after: int | None = None) -> tuple[Outcome, object, list]:
        command = [sys.executable, "-m", "tests.lab.camera_worker", target, mode]
        monkeypatch.setattr(child_module, "worker_command", lambda: command)
        emitted: list = []
        job = make_job(PlannedCheck(check=CHECK, need=CameraNeed()), BUILT_IN, part, deadline_s=12.0)

        def receive(what) -> None:
            emitted.append(what)
            if stop_after is not None and sum(isinstance(item, LiveSample) for item in emitted) >= stop_after:
                child.cancel()

        child = WorkerProcess(job, receive)
        return *child.run(), emitted

    return run


def observed(emitted: list) -> list[Observation]:
    return [item for item in emitted if isinstance(item, Observation)]


def test_a_camera_that_works(ran):
    outcome, failure, emitted = ran()
    assert (outcome, failure) == (Outcome.DONE, None)
    assert codes(observed(emitted)) == ["camera.ready"]
    assert any(isinstance(item, LiveSample) and item.picture for item in emitted)


def test_a_driver_that_hangs_ends_in_a_finding_and_the_next_check_runs(ran):
    outcome, _, emitted = ran("hangs")
    assert outcome is Outcome.DONE
    assert codes(observed(emitted)) == ["camera.hangs"]
    assert ran()[0] is Outcome.DONE


def picture_of(emitted: list) -> bytes:
    return next(item.picture for item in emitted if isinstance(item, LiveSample) and item.picture)


@pytest.mark.parametrize(
    ("mode", "part"),
    [("well", "probe"), ("crashes", "probe"), ("hangs", "probe"), ("well", "preview"), ("crashes", "preview")],
)
def test_no_picture_reaches_disk_report_or_crash_text(ran, tmp_path: Path, monkeypatch, capfd, mode, part):
    folder = tmp_path / "here"
    folder.mkdir()
    for name in ("HOME", "TMPDIR", "TEMP", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("PYTHONPATH", str(Path(child_module.__file__).resolve().parents[2]))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.chdir(folder)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    _, failure, emitted = ran(mode, part, stop_after=6 if part == "preview" else None)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    encoded = json.dumps(msgspec.to_builtins((failure, observed(emitted))))
    assert len(encoded) < 6000
    assert str(tmp_path) not in encoded
    assert "\\x" not in encoded  # bytes in a text
    if mode == "crashes":
        assert failure is not None
        assert failure.detail.startswith("ValueError")
    assert capfd.readouterr() == ("", "")


def footprint() -> tuple[int, int, int]:
    """Descriptors, threads, and bytes in memory of this process."""
    gc.collect()
    own = psutil.Process()
    handles = own.num_handles() if os.name == "nt" else own.num_fds()
    return handles, threading.active_count(), own.memory_info().rss


def series(ran: Ran, times: int) -> dict[str, float]:
    """Checks in a row, every tenth of which is stopped, crashes or has a preview; what is left over after them."""
    ran()  # whatever is loaded once
    children = set(psutil.Process().children(recursive=True))
    handles, threads, memory = footprint()
    for number in range(times):
        match number % 10:
            case 3:
                ran(stop_after=2)
            case 6:
                ran("crashes")
            case 9:
                assert ran(part="preview", stop_after=3)[0] is Outcome.CANCELLED
            case _:
                assert ran()[0] is Outcome.DONE
    more, busy, grown = footprint()
    left = set(psutil.Process().children(recursive=True)) - children
    return {"handles": more - handles, "threads": busy - threads, "bytes": grown - memory, "processes": len(left)}


def check_leaves_nothing(left: dict[str, float]) -> None:
    assert left["processes"] == 0
    assert left["handles"] <= 0
    assert left["threads"] <= 0
    assert left["bytes"] < GROWTH


@pytest.mark.timeout(3600)
def test_checks_in_a_row_leave_nothing_behind(ran, capsys):
    left = series(ran, ROW)
    with capsys.disabled():
        print(f"\nafter {ROW} checks of the camera: {left}")
    check_leaves_nothing(left)


def test_checks_in_a_row_in_one_process_leave_no_thread_and_no_memory(film):
    """As the worker's inside: the thread that reads, OpenCV, the pictures."""
    camera = film(moving)
    seen_by(a_host(camera))
    handles, threads, memory = footprint()
    for _ in range(6):
        seen_by(a_host(camera))
    more, busy, grown = footprint()
    assert (more - handles, busy - threads) == (0, 0)
    assert grown - memory < GROWTH


def test_what_is_told_of_a_picture_is_numbers(ran):
    """A picture cannot be made of them again: forty short values, none of which is a row of any."""
    _, _, emitted = ran()
    values = [observation.value for observation in observed(emitted)]
    assert len(values) < 40
    assert all(len(str(value)) < 100 for value in values)
    assert len(np.frombuffer(picture_of(emitted), dtype=np.uint8)) > 100_000
