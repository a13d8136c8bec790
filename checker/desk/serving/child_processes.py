"""The processes beside the desk: the measuring endpoints all the time, the purge once a day, messages where wanted."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

from checker.desk.measure.child_process import terminate
from checker.net.clock import monotonic_s

log = logging.getLogger("checker.desk.serving")

DAY_S = 86400
NOTIFY_PAUSE_S = 30
"""Whoever gets a mail about somebody who cannot work has it within a minute."""
UNMARKED_PAUSES = 10
"""After so many a desk without a mark looks for channels of the others."""
FIRST_PURGE_S = 60
_TERMINATE_S = 5
_STABLE_AFTER_S = 30
_RESTART_PAUSES_S = (1, 2, 5, 15, 60)
"""Between tries to start again what ended by itself; after half a minute of peace from the beginning."""


def _spawn(*module: str) -> "subprocess.Popen[bytes]":
    # Its standard input ends when this process does, however that ends: a child that looks at it never stays behind.
    return subprocess.Popen([sys.executable, "-m", *module], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    terminate(child, _TERMINATE_S)
    if child.stdin:
        child.stdin.close()


class SupervisedProcess:
    """One thread that keeps one child process."""

    def __init__(self, name: str) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name=name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the child, and returns when it is gone."""
        self._stopping.set()
        self._thread.join()

    def _supervise(self) -> None:
        raise NotImplementedError

    def _run_to_end(self, *module: str) -> int | None:
        """Runs to its end and returns its exit code; None where it was stopped."""
        child = _spawn(*module)
        while child.poll() is None:
            if self._stopping.wait(0.2):
                _stop(child)
                return None
        if child.stdin:
            child.stdin.close()
        return child.returncode


class MeasureServerProcess(SupervisedProcess):
    """The measuring endpoints; started again when they end by themselves. The pages do not depend on them."""

    def __init__(self, listen: str, *options: str) -> None:
        super().__init__("measuring")
        self._arguments = ("--listen", listen, "--with-stdin", *options)

    def _supervise(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            started_at = monotonic_s()
            code = self._run_to_end("checker.desk.measure", *self._arguments)
            if code is None:
                return
            failures = 0 if monotonic_s() - started_at > _STABLE_AFTER_S else failures + 1
            pause = _RESTART_PAUSES_S[min(failures, len(_RESTART_PAUSES_S) - 1)]
            log.error("the measuring endpoints ended with code %d; next start in %d s", code, pause)
            self._stopping.wait(pause)


class DailyPurgeProcess(SupervisedProcess):
    """Deletes once a day what is over."""

    def __init__(self) -> None:
        super().__init__("purge")

    def _supervise(self) -> None:
        pause = FIRST_PURGE_S
        while not self._stopping.wait(pause):
            if self._run_to_end("checker.desk", "purge"):
                log.error("the purge failed")
            pause = DAY_S


class NotifyProcess(SupervisedProcess):
    """Tells new cases twice a minute, as long as the mark says that there is a channel.

    `is_shared`: other desks have the same database, and a channel that was made there left no mark here.
    """

    def __init__(self, mark: Path, *, is_shared: bool) -> None:
        super().__init__("notify")
        self._mark = mark
        self._is_shared = is_shared

    def _supervise(self) -> None:
        pauses = 0
        while not self._stopping.wait(NOTIFY_PAUSE_S):
            pauses += 1
            is_due = self._mark.exists() or (self._is_shared and pauses % UNMARKED_PAUSES == 0)
            if is_due and self._run_to_end("checker.desk", "notify"):
                log.error("messages about new cases failed")
