"""The worker process: whatever happens in it, the client gets an outcome, and no process stays."""

import os
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest

from checker.checks.computer import CHECK
from checker.checks.computer.need import ComputerNeed
from checker.checks.context import LiveSample, Progress
from checker.model.failure import FailureKind
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.run import worker_process
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job


def make(deadline_s: float = 20.0) -> tuple[WorkerProcess, list[Observation | Progress | LiveSample]]:
    updates: list[Observation | Progress | LiveSample] = []
    job = make_job(PlannedCheck(check=CHECK, need=ComputerNeed()), BUILT_IN, began_s=1.5, deadline_s=deadline_s)
    return WorkerProcess(job, updates.append), updates


def child_processes() -> list[psutil.Process]:
    return [
        process for process in psutil.Process().children(recursive=True) if process.status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture(autouse=True)
def no_process_stays() -> object:
    before = child_processes()
    yield
    until = time.monotonic() + 3
    while set(child_processes()) - set(before) and time.monotonic() < until:
        time.sleep(0.05)
    assert not set(child_processes()) - set(before)


def scripted_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> None:
    """A worker that speaks the real wire, and then misbehaves."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import os, sys, time\nfrom checker.run.worker_protocol import *\n"
        "from checker.model.observation import Observation\n"
        "job = receive_frame(0)\nsend_frame(1, ObservationFrame(observation=Observation(name='step', value=1)))\n"
        + textwrap.dedent(body)
    )
    root = Path(worker_process.__file__).resolve().parents[2]
    start = f"import sys; sys.path.insert(0, {str(root)!r}); exec(open({str(script)!r}).read())"
    monkeypatch.setattr(worker_process, "worker_command", lambda: [sys.executable, "-c", start])
    monkeypatch.setattr(worker_process, "START_S", 1.0)


def test_a_real_check_in_a_real_worker() -> None:
    worker, updates = make(6.0)
    outcome, failure = worker.run()
    assert failure is None or failure.kind is FailureKind.TIMEOUT
    observations = {update.name: update for update in updates if isinstance(update, Observation)}
    assert observations["cpu.cores"].value
    assert observations["cpu.cores"].at_s >= 1.5, "its clock goes on from the run's beginning"
    assert outcome in (Outcome.DONE, Outcome.TIMED_OUT)


def test_cancel_ends_it_at_once() -> None:
    worker, updates = make(60.0)
    cancelled_at: list[float] = []

    def cancel() -> None:
        while not updates:  # a busy machine takes seconds to start it
            time.sleep(0.02)
        cancelled_at.append(time.monotonic())
        worker.cancel()

    threading.Thread(target=cancel, daemon=True).start()
    assert worker.run() == (Outcome.CANCELLED, None)
    assert time.monotonic() - cancelled_at[0] < 30, "of the minute that it had"


def test_cancel_before_the_start() -> None:
    worker, _ = make()
    worker.cancel()
    assert worker.run()[0] is Outcome.CANCELLED


@pytest.mark.parametrize(
    "body, outcome, kind",
    [
        ("send_frame(1, EndFrame())", Outcome.DONE, None),
        ("os.kill(os.getpid(), 11)", Outcome.DEFECT, FailureKind.CRASHED),
        ("os._exit(0)", Outcome.DEFECT, FailureKind.CRASHED),
        ("os.write(1, b'\\x00\\x00\\x00\\x05hello')", Outcome.DEFECT, FailureKind.CRASHED),
        ("os.write(1, b'\\xff' * 40)", Outcome.DEFECT, FailureKind.CRASHED),
        ("os.write(1, b'\\x00\\x00'); os._exit(0)", Outcome.DEFECT, FailureKind.CRASHED),
        ("time.sleep(60)", Outcome.TIMED_OUT, FailureKind.TIMEOUT),
    ],
)
def test_whatever_the_worker_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, outcome: Outcome, kind: FailureKind | None
) -> None:
    scripted_worker(monkeypatch, tmp_path, body)
    worker, updates = make(6.0 if outcome is Outcome.TIMED_OUT else 20.0)  # a busy PC takes seconds to start a process
    ended, failure = worker.run()
    assert ended is outcome
    assert (failure.kind if failure else None) is kind
    assert [update.value for update in updates if isinstance(update, Observation)] == [1], "what came before is kept"


def test_no_executable_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "worker_command", lambda: ["/nonexistent/program"])
    outcome, failure = make()[0].run()
    assert outcome is Outcome.DEFECT
    assert failure is not None
    assert failure.kind is FailureKind.MISSING


def test_the_worker_dies_with_its_parent(tmp_path: Path) -> None:
    """The parent is killed hard; the worker must notice by itself."""
    script = tmp_path / "parent.py"
    script.write_text(
        "from checker.checks.computer import CHECK\n"
        "from checker.checks.computer.need import ComputerNeed\nfrom checker.model.profile import BUILT_IN\n"
        "from checker.run.plan import PlannedCheck\n"
        "from checker.run.worker_process import WorkerProcess, make_job\n"
        "job = make_job(PlannedCheck(check=CHECK, need=ComputerNeed()), BUILT_IN, deadline_s=60.0)\n"
        "WorkerProcess(job, lambda update: print(type(update).__name__, flush=True)).run()\n"
    )
    root = Path(worker_process.__file__).resolve().parents[2]
    parent = psutil.Popen(
        [sys.executable, str(script)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, stdout=-1
    )
    assert parent.stdout is not None
    assert parent.stdout.readline()
    workers = parent.children()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(workers, timeout=5)
    assert workers and not alive


@pytest.mark.skipif(not hasattr(os, "getpgid"), reason="Windows: a worker without a window has no console either")
def test_ctrl_c_in_the_terminal_is_for_the_client_alone() -> None:
    """The terminal signals the whole process group; a worker that died of it would look like a crash."""
    before = set(child_processes())
    worker, updates = make(20.0)
    running = threading.Thread(target=worker.run)
    running.start()
    until = time.monotonic() + 10
    while not updates and time.monotonic() < until:
        time.sleep(0.02)
    groups = {os.getpgid(process.pid) for process in set(child_processes()) - before}
    worker.cancel()
    running.join(10)
    assert groups
    assert os.getpgrp() not in groups
