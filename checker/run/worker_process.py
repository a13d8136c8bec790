"""The parent's side of a worker: starts it, passes on its updates, and kills it when its time is over."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable
from typing import IO

import msgspec

from checker.bootstrap.own_command import own_command
from checker.checks.context import LiveSample, Progress
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.run.plan import PlannedCheck
from checker.run.worker_protocol import (
    EndFrame,
    Job,
    LiveFrame,
    ObservationFrame,
    ProgressFrame,
    receive_frame,
    send_frame,
)

START_S = 5.0
"""What a cold start of the executable may take on a slow PC, on top of the check's own time."""
CLOSE_S = 1.5


def worker_command() -> list[str]:
    """How this program starts itself as a worker, frozen or from source."""
    return own_command("--worker")


class WorkerProcess:
    """One worker process for one job. `run` blocks; `cancel` may be called from any thread, at any time."""

    def __init__(self, job: Job, listener: Callable[[Observation | Progress | LiveSample], None]) -> None:
        self._job = job
        self._listener = listener
        self._cancelled = threading.Event()
        self._timed_out = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def cancel(self) -> None:
        """Stops the worker, and kills it when it does not stop."""
        self._cancelled.set()
        with self._lock:
            process = self._process
        if process is not None:
            threading.Thread(target=self._terminate, args=(process,), daemon=True).start()

    def run(self) -> tuple[Outcome, Failure | None]:
        """Runs the job to its end, whatever that is. Leaves no process behind."""
        try:
            process = self._start_process()
        except OSError:
            return Outcome.DEFECT, Failure(operation=Operation.RUN, kind=FailureKind.MISSING, detail="worker")
        timer = threading.Timer(self._job.deadline_s + START_S, self._expire, (process,))
        timer.daemon = True
        timer.start()
        try:
            end = self._read_frames(process)
        finally:
            timer.cancel()
            self._terminate(process)
            _require_pipe(process.stdout).close()
        return self._outcome(end, process.returncode)

    def _start_process(self) -> subprocess.Popen[bytes]:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            creationflags=flags,
            process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the client, which then ends the worker
        )
        with self._lock:
            self._process = process
        with contextlib.suppress(OSError):  # it died at once: that shows when its answers end
            send_frame(_require_pipe(process.stdin).fileno(), self._job)
        if self._cancelled.is_set():
            self.cancel()
        return process

    def _read_frames(self, process: subprocess.Popen[bytes]) -> EndFrame | None:
        answers = _require_pipe(process.stdout).fileno()
        while True:
            try:
                frame = receive_frame(answers)
            except (OSError, ValueError, msgspec.DecodeError):
                return None
            match frame:
                case ObservationFrame():
                    self._listener(frame.observation)
                case ProgressFrame():
                    self._listener(frame.progress)
                case LiveFrame():
                    self._listener(frame.live)
                case EndFrame():
                    return frame
                case _:
                    return None

    def _outcome(self, end: EndFrame | None, code: int) -> tuple[Outcome, Failure | None]:
        if self._cancelled.is_set():
            return Outcome.CANCELLED, None
        if self._timed_out.is_set() or (end is not None and end.cancelled):
            return Outcome.TIMED_OUT, Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
        if end is None:
            return Outcome.DEFECT, Failure(operation=Operation.RUN, kind=FailureKind.CRASHED, detail=f"exit {code}")
        if end.failure is not None:
            return Outcome.DEFECT, end.failure
        return Outcome.DONE, None

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._timed_out.set()
        self._terminate(process)

    def _terminate(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            _require_pipe(process.stdin).close()
        deadline = monotonic_s() + CLOSE_S
        while process.poll() is None and monotonic_s() < deadline:
            time.sleep(0.02)
        if process.poll() is None:
            process.kill()
        process.wait()


def _require_pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise TypeError("opened without a pipe")
    return stream


def make_job(
    planned: PlannedCheck,
    profile: Profile,
    part: str = "probe",
    *,
    began_s: float = 0.0,
    deadline_s: float | None = None,
    extra_ca: str | None = None,
    allowed: tuple[DataGroup, ...] | None = None,
) -> Job:
    """The job of a worker, which shares no memory with this process.

    `began_s`: how long ago all checks began; `deadline_s`: how long it may take, if not the check's own time.
    `allowed`: the groups that it may read; None: all that the check declares.
    """
    return Job(
        check=planned.check.name,
        part=part,
        need=msgspec.to_builtins(planned.need),
        profile=profile,
        system=this_system(),
        began_s=began_s,
        deadline_s=planned.check.deadline_s if deadline_s is None else deadline_s,
        extra_ca=extra_ca,
        allowed=allowed,
    )
