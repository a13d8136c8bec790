"""Echo requests, a series or a single one, by the system's `ping` program (iputils, BusyBox).

For a Linux that allows no datagram ICMP (net.ipv4.ping_group_range).
"""

import queue
import re
import subprocess
import threading

import msgspec

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.command import run_command
from checker.net.icmp.messages import (
    HEADER_BYTES,
    MIN_PACKET_BYTES,
    SILENCE,
    SILENT_S,
    EchoReply,
    EchoReplyKind,
    EchoRequest,
    EchoResult,
    PingSeries,
)
from checker.net.system_program import child_environment, find_program

MIN_INTERVAL_S = 0.2
"""Older iputils refuse ordinary users anything faster."""
START_S = 3.0
"""A busy PC may need this long to start a program. Nothing has been sent, nor lost, before its first line."""
_REPLY_LINE = re.compile(r"seq=(\d+) .*time=([\d.]+) ms")
_FIRST_SEQUENCE = 1
_EXIT_ERROR = 2
"""iputils: any error other than unanswered packets, such as a request that it does not accept."""


def send_series(series: PingSeries) -> list[EchoResult]:
    """As `ping`; a series that the program refuses as too fast is sent slower, with fewer packets.

    Raises OperationFailed.
    """
    try:
        return _run_series(series)
    except _ProgramRefused as refused:
        if "nreachable" in refused.text or series.interval_s >= MIN_INTERVAL_S:
            raise refused.failed from None
    count = max(2, int(series.count * series.interval_s / MIN_INTERVAL_S))
    slower = msgspec.structs.replace(series, count=count, interval_s=MIN_INTERVAL_S)
    try:
        return _run_series(slower)
    except _ProgramRefused as refused:
        raise refused.failed from None


class _ProgramRefused(Exception):  # noqa: N818 - an answer of the program, sorted out in `send_series`
    """The program sent nothing. Its text is looked at, and goes nowhere: it can hold addresses."""

    def __init__(self, text: str) -> None:
        self.text = text
        kind = FailureKind.UNREACHABLE if "nreachable" in text else FailureKind.UNSUPPORTED
        self.failed = OperationFailed(Operation.PING, kind, "ping program")


def _run_series(series: PingSeries) -> list[EchoResult]:
    command = ["ping", f"-{series.version}", "-n", "-c", str(series.count), "-i", f"{series.interval_s:g}"]
    try:
        program = subprocess.Popen(
            [find_program("ping"), *command[1:], series.address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=child_environment({"LC_ALL": "C"}),
        )
    except OSError as error:
        raise OperationFailed(Operation.PING, FailureKind.MISSING, "ping program") from error
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read_lines, args=(program, lines), name="ping", daemon=True)
    reader.start()
    output = _PingOutput(series)
    try:
        output.collect(lines)
    finally:
        program.kill()
        status = program.wait()
        reader.join()
        if program.stdout:
            program.stdout.close()
    if status == _EXIT_ERROR and not output.rtt_s:
        raise _ProgramRefused(output.text)
    return output.results()


class _PingOutput:
    """What the program said so far."""

    def __init__(self, series: PingSeries) -> None:
        self._series = series
        self._start_s = monotonic_s() + START_S
        self.rtt_s: dict[int, float] = {}
        self.text = ""

    def collect(self, lines: "queue.SimpleQueue[str | None]") -> None:
        """Until the program ends, the last packet is overdue, or all stayed silent."""
        series_s = self._series.count * self._series.interval_s + self._series.wait_s
        while (now := monotonic_s()) < (deadline := self._start_s + series_s) and len(self.rtt_s) < self._series.count:
            if not self.rtt_s and now - self._start_s > SILENT_S:
                return
            self._series.raise_if_cancelled()
            try:
                line = lines.get(timeout=min(0.1, deadline - now))
            except queue.Empty:
                continue
            if line is None:
                return
            self._start_s = min(self._start_s, monotonic_s())
            self.text += line
            if reply := _REPLY_LINE.search(line):
                self.rtt_s.setdefault(int(reply[1]) - _FIRST_SEQUENCE, float(reply[2]) / 1000)

    def results(self) -> list[EchoResult]:
        """One for each packet that must have gone out."""
        sent = self._series.count
        if not self.rtt_s:
            sent = max(1, min(sent, int((monotonic_s() - self._start_s) / self._series.interval_s)))
        return [self._result(sequence) for sequence in range(sent)]

    def _result(self, sequence: int) -> EchoResult:
        if sequence in self.rtt_s:
            return EchoResult(sequence=sequence, rtt_s=self.rtt_s[sequence])
        return EchoResult(sequence=sequence, failure=Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT))


def _read_lines(program: "subprocess.Popen[str]", lines: "queue.SimpleQueue[str | None]") -> None:
    for line in program.stdout or ():
        lines.put(line)
    lines.put(None)


_REPLY_FROM = re.compile(r"bytes from ([0-9a-f.:]+)[%:].*time=", re.IGNORECASE)
_ERROR_FROM = re.compile(
    r"^From ([0-9a-f.:]+)[% ].*?(exceeded|too big|Frag needed|nreachable)", re.MULTILINE | re.IGNORECASE
)
_LOCAL_ERROR = re.compile(r"essage too long")
_MTU = re.compile(r"mtu ?= ?(\d{1,6})")
_ERROR_KINDS = {
    "exceeded": EchoReplyKind.EXPIRED,
    "too big": EchoReplyKind.TOO_BIG,
    "frag needed": EchoReplyKind.TOO_BIG,
}


def send_request(request: EchoRequest) -> EchoReply:
    """Raises OperationFailed where there is no such program, or it refuses."""
    size = (request.size or MIN_PACKET_BYTES[request.version]) - HEADER_BYTES[request.version]
    command = ["ping", f"-{request.version}", "-n", "-c", "1", "-W", f"{request.wait_s:g}", "-s", str(size)]
    command += ["-t", str(request.ttl)] if request.ttl else []
    command += ["-M", "do"] if request.dont_fragment else []
    try:
        result = run_command(*command, request.address, timeout_s=request.wait_s + 1, env={"LC_ALL": "C"})
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.TIMEOUT:
            return SILENCE
        raise OperationFailed(Operation.PING, failed.failure.kind, "ping program") from failed
    reply = parse_ping_output(result.output)
    if reply is SILENCE and result.status == _EXIT_ERROR:
        raise OperationFailed(Operation.PING, FailureKind.UNSUPPORTED, "ping program")
    return reply


def parse_ping_output(text: str) -> EchoReply:
    """What iputils' lines mean. Never raises; a text that says nothing is silence."""
    if answer := _REPLY_FROM.search(text):
        return EchoReply(kind=EchoReplyKind.ANSWER, responder=answer[1].rstrip(":"))
    mtu_match = _MTU.search(text)
    mtu = int(mtu_match[1]) if mtu_match else 0
    if error := _ERROR_FROM.search(text):
        return EchoReply(
            kind=_ERROR_KINDS.get(error[2].lower(), EchoReplyKind.UNREACHABLE), responder=error[1], mtu=mtu
        )
    if _LOCAL_ERROR.search(text):
        return EchoReply(kind=EchoReplyKind.TOO_BIG, mtu=mtu)
    return EchoReply(kind=EchoReplyKind.UNREACHABLE) if "nreachable" in text else SILENCE
