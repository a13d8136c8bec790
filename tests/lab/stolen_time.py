"""How much of this machine's time its host took, or programs that no test started: what is measured then is theirs."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

STAT = Path("/proc/stat")
MOST_STOLEN = 0.01
"""Share of all processors' time (proc(5), `steal`). At 3 to 8 % a line of 100 Mbit/s read 12 % low, at any version."""
MOST_ELSEWHERE = 0.2
"""Share of one processor that programs outside of this process's tree took."""
_USER, _NICE, _SYSTEM, _STOLEN, _COLUMNS = 0, 1, 2, 7, 8
"""Columns of the file's first line. What follows them is counted in the first two already."""
_SET_CHILD_SUBREAPER = 36
"""<linux/prctl.h>."""


@contextmanager
def skipped_where_time_is_stolen() -> Iterator[None]:
    """A test of rates that fails is skipped, with the share, where this machine was not its own meanwhile."""
    with _adopting_orphans():
        before = _Used.until_now()
        try:
            yield
        except AssertionError:
            used = _Used.until_now()
            stolen = (used.stolen_s - before.stolen_s) / max(0.01, used.all_s - before.all_s)
            if stolen > MOST_STOLEN:
                pytest.skip(f"{stolen:.1%} of this machine's time was given to others: no line can be told by it")
            processor_s = (used.all_s - before.all_s) / used.processors
            elsewhere = (used.elsewhere_s - before.elsewhere_s) / max(0.01, processor_s)
            if elsewhere > MOST_ELSEWHERE:
                pytest.skip(f"other programs took {elsewhere:.0%} of a processor meanwhile: no line can be told by it")
            raise


@dataclass(frozen=True)
class _Used:
    """Processor time since the machine's start, seconds; zeros where the system does not tell.

    `elsewhere_s` leaves out what answers interrupts: packets of a test's own line are most of that.
    """

    stolen_s: float = 0.0
    all_s: float = 0.0
    elsewhere_s: float = 0.0
    processors: int = 1

    @classmethod
    def until_now(cls) -> "_Used":
        if not STAT.exists():
            return cls()
        sums, *lines = STAT.read_text("ascii").splitlines()
        ticks = [int(field) / os.sysconf("SC_CLK_TCK") for field in sums.split()[1 : 1 + _COLUMNS]]
        busy_s = ticks[_USER] + ticks[_NICE] + ticks[_SYSTEM]
        processors = sum(line.startswith("cpu") for line in lines)
        return cls(ticks[_STOLEN], sum(ticks), busy_s - _tree_s(), max(1, processors))


def _tree_s() -> float:
    """What this process and all below it have used, waited for or not."""
    while True:
        # Parents first: what a child used goes to its parent when that waits for it, and then the child is gone.
        with contextlib.suppress(psutil.NoSuchProcess):
            processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
            return sum(sum(process.cpu_times()[:4]) for process in processes)


@contextmanager
def _adopting_orphans() -> Iterator[None]:
    """A program whose parent was ended before it stays in this process's tree, with what it used."""
    if sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None)
    libc.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
