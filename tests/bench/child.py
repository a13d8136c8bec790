"""A program run at the client's end, with what it cost: seconds, processor time, and bytes on the wire."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checker.model.record import Record
from tests.lab.line import ROOT, Line
from tests.lab.line_spaces import run

PATIENCE_S = 120.0
_TICK_S = 0.05


class Cost(Record, frozen=True, kw_only=True):
    """`megabytes`: both ways, of the client's adapter, headers and all."""

    seconds: float
    cpu_s: float
    megabytes: float


class Ended(Record, frozen=True, kw_only=True):
    """What a program said, and what it cost."""

    code: int
    output: bytes
    complaint: str
    cost: Cost


def child(line: Line, *command: str) -> Ended:
    """Runs it to its end, or kills it after PATIENCE_S."""
    before, began = moved(line), time.monotonic()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaint:
        started = subprocess.Popen(
            line.inside("client", *command), stdin=subprocess.DEVNULL, stdout=output, stderr=complaint, cwd=ROOT
        )
        code, cpu_s = _waited(started, began)
        cost = Cost(seconds=time.monotonic() - began, cpu_s=cpu_s, megabytes=(moved(line) - before) / 1e6)
        output.seek(0)
        complaint.seek(0)
        return Ended(
            code=code, output=output.read(), complaint=complaint.read().decode(errors="replace")[-500:], cost=cost
        )


def python(line: Line, module: str, *words: str) -> Ended:
    """The same of one of our modules."""
    return child(line, sys.executable, "-m", module, *words)


def _waited(started: "subprocess.Popen[bytes]", began: float) -> tuple[int, float]:
    """Exit code and processor time, children included: wait4 is the only way to learn of one child alone."""
    try:
        while True:
            number, status, used = os.wait4(started.pid, os.WNOHANG)
            if number:
                started.returncode = os.waitstatus_to_exitcode(status)
                return started.returncode, used.ru_utime + used.ru_stime
            if time.monotonic() - began > PATIENCE_S:
                started.kill()
            time.sleep(_TICK_S)
    finally:
        if started.returncode is None:
            started.kill()
            started.wait()


def moved(line: Line) -> int:
    """Bytes of the client's adapter so far, both ways."""
    counters = Path("/sys/class/net/c0/statistics")
    counters_text = run(line.inside("client", "cat", str(counters / "rx_bytes"), str(counters / "tx_bytes")))
    return sum(int(number) for number in counters_text.split())
