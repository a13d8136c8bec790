"""The child process: runs one part of one check, where a driver may hang or crash without harm to the client.

Started as `--worker` by the same executable. It ends when it is done, when it is cancelled, or when its parent is gone.
"""

import contextlib
import ctypes
import os
import sys
import threading
import time

import msgspec

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress, RunSession
from checker.checks.registry import check as registered_check
from checker.model.failure import defect_failure
from checker.net.clock import monotonic_s
from checker.net.foreign_library import POINTER, Functions, Signature, load_library
from checker.net.net import Net
from checker.run.worker_protocol import (
    EndFrame,
    Job,
    LiveFrame,
    ObservationFrame,
    ProgressFrame,
    receive_frame,
    send_frame,
)

GRACE_S = 1.0
"""How long a cancelled probe may take to close its device before the process ends itself."""
_STD_INPUT_HANDLE, _STD_OUTPUT_HANDLE = 0xFFFF_FFF6, 0xFFFF_FFF5
"""SetStdHandle's names for them: -10 and -11 as a DWORD (winbase.h)."""
FUNCTIONS: Functions = {"SetStdHandle": Signature(ctypes.c_int32, (ctypes.c_uint32, POINTER))}


def main() -> int:
    """Reads a Job from what was descriptor 0 and answers on what was descriptor 1."""
    jobs, answers = _own_pipes()
    job = receive_frame(jobs)
    if not isinstance(job, Job):
        return 2
    cancelled = threading.Event()
    threading.Thread(target=_watch_parent, args=(jobs, cancelled), daemon=True).start()
    with contextlib.suppress(OSError):  # the parent is gone: nobody is left to tell
        send_frame(answers, _run_job(job, answers, cancelled))
    # A device library may leave threads that never end; the observations are out, so no clean-up is owed to them.
    sys.stdout = sys.stderr = None
    os._exit(0)


def _own_pipes() -> tuple[int, int]:
    """Both pipes under numbers of their own; nothing stands behind descriptors 0 and 1, and Windows' handles of them.

    Native libraries print to 1, which would garble the frames. On Windows they ask what 0 is while they are loaded
    (libgfortran of NumPy and OpenCV), and would wait there for the end of `_watch_parent`'s read: numpy/numpy#24290.
    """
    pipes = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    if sys.platform == "win32":  # a windowed program's C library does not tell the system itself
        import msvcrt  # noqa: PLC0415 - only there

        kernel32 = load_library("kernel32", FUNCTIONS)
        for number, standard in ((0, _STD_INPUT_HANDLE), (1, _STD_OUTPUT_HANDLE)):
            kernel32.SetStdHandle(standard, msvcrt.get_osfhandle(number))
    return pipes


def _watch_parent(jobs: int, cancelled: threading.Event) -> None:
    os.read(jobs, 1)  # the parent never writes a second time: this ends when it closes the pipe or dies
    cancelled.set()
    time.sleep(GRACE_S)
    os._exit(3)


def _run_job(job: Job, answers: int, cancelled: threading.Event) -> EndFrame:
    lock = threading.Lock()

    def emit(update: Progress | LiveSample) -> None:
        frame = ProgressFrame(progress=update) if isinstance(update, Progress) else LiveFrame(live=update)
        with lock:
            send_frame(answers, frame)

    try:
        check = msgspec.structs.replace(registered_check(job.check), deadline_s=job.deadline_s)
        session = RunSession(monotonic_s() - job.began_s, emit, cancelled, allowed=job.allowed)
        context = ProbeContext(check, job.profile, Net(extra_ca=job.extra_ca), job.system, session)
        for observation in check.probe(job.part)(msgspec.convert(job.need, check.need), context):
            with lock:
                send_frame(answers, ObservationFrame(observation=observation))
            context.raise_if_cancelled()
    except Cancelled:
        return EndFrame(cancelled=True)
    except Exception as error:  # noqa: BLE001 - a defect of a check must end in a report, not in a lost child
        return EndFrame(failure=defect_failure(error))
    return EndFrame()
