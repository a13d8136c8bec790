"""The child process: runs one part of one check, where a driver may hang or crash without harm to the client.

Started as `--worker` by the same executable. It ends when it is done, when it is told to, or when its parent is gone.
"""

import contextlib
import os
import sys
import threading
import time
import traceback
from pathlib import Path

import msgspec

from checker.checks.contract import Cancelled, Live, Progress, Run
from checker.checks.registry import check as known_check
from checker.model.failure import Failure, Kind, Operation
from checker.net.net import Net
from checker.run.wire import EndFrame, Job, LiveFrame, ProgressFrame, SawFrame, receive, send

GRACE_S = 1.0
"""How long a cancelled probe may take to close its device before the process ends itself."""


def main() -> int:
    """Reads a Job from descriptor 0 and answers on what was descriptor 1."""
    answers = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)  # native libraries print to descriptor 1, which would garble the frames
    os.set_inheritable(answers, False)
    job = receive(0)
    if not isinstance(job, Job):
        return 2
    cancelled = threading.Event()
    threading.Thread(target=_watch_parent, args=(cancelled,), daemon=True).start()
    with contextlib.suppress(OSError):  # the parent is gone: nobody is left to tell
        send(answers, _work(job, answers, cancelled))
    # A device library may leave threads that never end; the observations are out, so no clean-up is owed to them.
    sys.stdout = sys.stderr = None
    os._exit(0)


def _watch_parent(cancelled: threading.Event) -> None:
    os.read(0, 1)  # the parent never writes a second time: this ends when it closes the pipe or dies
    cancelled.set()
    time.sleep(GRACE_S)
    os._exit(3)


def _work(job: Job, answers: int, cancelled: threading.Event) -> EndFrame:
    lock = threading.Lock()

    def tell(what: Progress | Live) -> None:
        frame = ProgressFrame(progress=what) if isinstance(what, Progress) else LiveFrame(live=what)
        with lock:
            send(answers, frame)

    try:
        check = msgspec.structs.replace(known_check(job.check), deadline_s=job.deadline_s)
        run = Run(
            check,
            job.profile,
            Net(extra_ca=job.extra_ca),
            job.system,
            began=time.monotonic() - job.began_s,
            tell=tell,
            cancelled=cancelled,
        )
        for seen in check.probe(job.part)(msgspec.convert(job.need, check.need), run):
            with lock:
                send(answers, SawFrame(observation=seen))
            run.go_on()
    except Cancelled:
        return EndFrame(cancelled=True)
    except Exception as error:  # noqa: BLE001 - a defect of a check must end in a report, not in a lost child
        return EndFrame(failure=defect(error))
    return EndFrame()


def defect(error: BaseException) -> Failure:
    """A defect as a failure: the exception's type and place, never its text, which can hold anything."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return Failure(operation=Operation.RUN, kind=Kind.DEFECT, detail=f"{type(error).__name__}{place}"[:200])
