"""The programs that people measure with, run on the same line: what each said, and what it cost."""

import contextlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

from checker.model.record import Record
from tests.bench.child import Cost, Ended, child
from tests.lab.line import ROOT, SERVER, Line
from tests.lab.line_names import named
from tests.lab.line_spaces import running

PROGRAMS = ("iperf3", "irtt", "speedtest-cli")
_NEXT_TO_PYTHON = Path(sys.executable).parent
SPEEDTEST_HOST = "www.speedtest.net"
STREAMS, LOAD_S, RAMP_S = 4, 8, 2
"""iperf3's: its latency under load is taken after the ramp."""


class Peer(Record, frozen=True, kw_only=True):
    """Mbit/s down and up; None where it failed."""

    name: str
    rates: tuple[float | None, float | None]
    cost: Cost


def program(name: str) -> str | None:
    """Where it is installed, or nothing."""
    return which(name) or which(name, path=str(_NEXT_TO_PYTHON))


def missing() -> list[str]:
    """Of PROGRAMS, those that are not installed here."""
    return [name for name in PROGRAMS if not program(name)]


@contextlib.contextmanager
def served(line: Line) -> Iterator[None]:
    """The far ends of all installed peers."""
    with contextlib.ExitStack() as stack:
        for words in (("iperf3", "-s"), ("irtt", "server", "-b", f"{SERVER}:2112")):
            if where := program(words[0]):
                stack.enter_context(_silent(line.inside("server", where, *words[1:])))
        if program("speedtest-cli"):
            # speedtest-cli asks this name for its configuration even when it is told of another server.
            stack.enter_context(named(line, SPEEDTEST_HOST, SERVER))
            command = line.inside("server", sys.executable, "-m", "tests.bench.mini", SERVER)
            stack.enter_context(running(command, cwd=ROOT, ready="ready"))
        time.sleep(0.3)
        yield


def iperf3(line: Line, seconds: int = 10) -> Peer:
    """Both directions, one after the other."""
    down, up = (_iperf3_one(line, direction, seconds) for direction in (0, 1))
    costs = (down.cost, up.cost)
    cost = Cost(
        seconds=sum(cost.seconds for cost in costs),
        cpu_s=sum(cost.cpu_s for cost in costs),
        megabytes=sum(cost.megabytes for cost in costs),
    )
    return Peer(name=f"iperf3 -P{STREAMS}", rates=(_iperf3_rate(down), _iperf3_rate(up)), cost=cost)


def speedtest(line: Line) -> Peer:
    """speedtest-cli --mini against the mini site."""
    ended = child(line, str(program("speedtest-cli")), "--mini", f"http://{SERVER}/mini", "--json")
    if ended.code:
        print(f"speedtest-cli: {ended.complaint}", file=sys.stderr)
        return Peer(name="speedtest-cli --mini", rates=(None, None), cost=ended.cost)
    decoded = json.loads(ended.output)
    return Peer(
        name="speedtest-cli --mini", rates=(decoded["download"] / 1e6, decoded["upload"] / 1e6), cost=ended.cost
    )


class Trips:
    """irtt's round trips: (sent, by time.monotonic(); ms). Filled when the context `irtt` ends."""

    def __init__(self) -> None:
        self.all: list[tuple[float, float]] = []

    def median(self, since: float = 0.0, until: float = float("inf")) -> float | None:
        """Of those sent between; None without any."""
        within = [ms for sent, ms in self.all if since <= sent <= until]
        return statistics.median(within) if within else None


@contextlib.contextmanager
def irtt(line: Line) -> Iterator[Trips]:
    """Asks all the while, 20 ms apart and at a voice packet's size, like our own stream."""
    trips = Trips()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "irtt.json"
        words = ("client", "-i", "20ms", "-d", "100s", "-l", "172", "-Q", "-o", str(path), SERVER)
        asking = subprocess.Popen(
            line.inside("client", str(program("irtt")), *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(0.3)
            yield trips
        finally:
            asking.send_signal(signal.SIGINT)  # on this it writes what it has
            try:
                asking.wait(10)
            except subprocess.TimeoutExpired:
                asking.kill()
                asking.wait()
        if path.exists():
            trips.all = trips_of(json.loads(path.read_bytes()), time.time() - time.monotonic())


def trips_of(report: dict[str, Any], apart: float) -> list[tuple[float, float]]:
    """Of irtt's JSON; `apart`: seconds that the wall clock is ahead of time.monotonic()."""
    answered = [round_trip for round_trip in report["round_trips"] if "rtt" in round_trip["delay"]]
    return [
        (trip["timestamps"]["client"]["send"]["wall"] / 1e9 - apart, trip["delay"]["rtt"] / 1e6) for trip in answered
    ]


def loaded(line: Line, direction: int) -> float | None:
    """irtt's median, ms, while iperf3 loads the direction."""
    with irtt(line) as trips:
        began = time.monotonic()
        _iperf3_one(line, direction, LOAD_S)
    return trips.median(began + RAMP_S, began + LOAD_S)


def _iperf3_one(line: Line, direction: int, seconds: int) -> Ended:
    reverse = () if direction else ("-R",)
    return child(line, str(program("iperf3")), "-c", SERVER, f"-P{STREAMS}", "-t", str(seconds), "-J", *reverse)


def _iperf3_rate(ended: Ended) -> float | None:
    if ended.code:
        print(f"iperf3: {ended.complaint}", file=sys.stderr)
        return None
    return float(json.loads(ended.output)["end"]["sum_received"]["bits_per_second"]) / 1e6


@contextlib.contextmanager
def _silent(command: list[str]) -> Iterator[None]:
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        started.kill()
        started.wait()
