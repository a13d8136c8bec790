"""Echo requests by the system's `ping` program (iputils, BusyBox), where datagram ICMP is not allowed."""

import os
import queue
import re
import subprocess
import threading
import time

import msgspec

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.ping import SILENT_S, Echo, Series

LEAST_INTERVAL_S = 0.2
"""Older iputils refuse ordinary users anything faster."""
_REPLY = re.compile(r"seq=(\d+) .*time=([\d.]+) ms")
_FIRST_SEQUENCE = 1
_REFUSED = 2
"""iputils: any error other than unanswered packets."""


def send(series: Series) -> list[Echo]:
    """As `ping`; a series that the program refuses as too fast is sent slower, with fewer packets.

    Raises OperationFailed.
    """
    try:
        return _run(series)
    except _Refused as refused:
        if "nreachable" in refused.text or series.interval_s >= LEAST_INTERVAL_S:
            raise refused.failed from None
    count = max(2, int(series.count * series.interval_s / LEAST_INTERVAL_S))
    slower = msgspec.structs.replace(series, count=count, interval_s=LEAST_INTERVAL_S)
    try:
        return _run(slower)
    except _Refused as refused:
        raise refused.failed from None


class _Refused(Exception):  # noqa: N818 - an answer of the program, sorted out in `send`
    """The program sent nothing. Its text is looked at, and goes nowhere: it can hold addresses."""

    def __init__(self, text: str) -> None:
        self.text = text
        kind = FailureKind.UNREACHABLE if "nreachable" in text else FailureKind.UNSUPPORTED
        self.failed = OperationFailed(Operation.PING, kind, "ping program")


def _run(series: Series) -> list[Echo]:
    command = ["ping", f"-{series.version}", "-n", "-c", str(series.count), "-i", f"{series.interval_s:g}"]
    try:
        program = subprocess.Popen(
            [*command, series.address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError as error:
        raise OperationFailed(Operation.PING, FailureKind.MISSING, "ping program") from error
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(program, lines), name="ping", daemon=True)
    reader.start()
    heard = _Heard(series)
    try:
        heard.listen(lines)
    finally:
        program.kill()
        status = program.wait()
        reader.join()
        if program.stdout:
            program.stdout.close()
    if status == _REFUSED and not heard.rtt:
        raise _Refused(heard.text)
    return heard.echoes()


class _Heard:
    """What the program said so far."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._began = time.monotonic()
        self.rtt: dict[int, float] = {}
        self.text = ""

    def listen(self, lines: "queue.SimpleQueue[str | None]") -> None:
        """Until the program ends, the last packet is overdue, or all stayed silent."""
        ends = self._began + self._series.count * self._series.interval_s + self._series.wait_s
        while (now := time.monotonic()) < ends and len(self.rtt) < self._series.count:
            if not self.rtt and now - self._began > SILENT_S:
                return
            self._series.go_on()
            try:
                line = lines.get(timeout=min(0.1, ends - now))
            except queue.Empty:
                continue
            if line is None:
                return
            self.text += line
            if found := _REPLY.search(line):
                self.rtt.setdefault(int(found[1]) - _FIRST_SEQUENCE, float(found[2]) / 1000)

    def echoes(self) -> list[Echo]:
        """One for each packet that must have gone out."""
        sent = self._series.count
        if not self.rtt:
            sent = max(1, min(sent, int((time.monotonic() - self._began) / self._series.interval_s)))
        return [self._echo(sequence) for sequence in range(sent)]

    def _echo(self, sequence: int) -> Echo:
        if sequence in self.rtt:
            return Echo(sequence=sequence, rtt_s=self.rtt[sequence])
        return Echo(sequence=sequence, failure=Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT))


def _read(program: "subprocess.Popen[str]", lines: "queue.SimpleQueue[str | None]") -> None:
    for line in program.stdout or ():
        lines.put(line)
    lines.put(None)
