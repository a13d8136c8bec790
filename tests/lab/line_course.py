"""A line whose rate changes while it runs, and what it was on average over any time."""

import contextlib
import math
import random
import subprocess
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.lab.line import FAR, NEAR, Line
from tests.lab.line_spaces import end

EVERY_S = 0.1
"""How often a course is asked: cable and Wi-Fi schedule faster, but a queue of 60 ms and more evens that out."""
RateCourse = Callable[[float], float]
"""Of the seconds since it began, the share of the full rate, above 0 to 1."""


def steps(low: float = 0.5, every_s: float = 2.0) -> RateCourse:
    """Full and `low` in turn."""
    return lambda at_s: low if int(at_s / every_s) % 2 else 1.0


def wave(low: float = 0.5, period_s: float = 8.0) -> RateCourse:
    """A slow sine between full and `low`."""
    return lambda at_s: low + (1 - low) * (1 + math.cos(2 * math.pi * at_s / period_s)) / 2


def wifi(seed: int, memory_s: float = 0.5, spread: float = 0.25) -> RateCourse:
    """Log-normal around 0.7 of full, within 0.3 and 1, remembering for `memory_s` (a first-order Gauss-Markov walk)."""
    chance = random.Random(seed)
    keeps = math.exp(-EVERY_S / memory_s)
    state = [chance.gauss(0, spread)]

    def now(_at_s: float) -> float:
        state[0] = keeps * state[0] + math.sqrt(1 - keeps**2) * chance.gauss(0, spread)
        return min(1.0, max(0.3, 0.7 * math.exp(state[0])))

    return now


class History:
    """The rates that a line had, by time.monotonic()."""

    def __init__(self) -> None:
        self.times: list[float] = []
        """When it changed."""
        self._mbit: list[tuple[float, float]] = []

    def note(self, at: float, down_mbit: float, up_mbit: float) -> None:
        self.times.append(at)
        self._mbit.append((down_mbit, up_mbit))

    def mean(self, direction: int, since: float, until: float) -> float:
        """The shaped rate, Mbit/s, on average over the time; direction 0 is down, 1 up."""
        if not self.times or since < self.times[0] or until <= since:
            raise ValueError("no rate is known for all of this time")
        first = bisect_right(self.times, since)
        edges = [since, *(at for at in self.times[first:] if at < until), until]
        moved = 0.0
        for number, (start, other) in enumerate(pairwise(edges)):
            moved += (other - start) * self._mbit[first - 1 + number][direction]
        return moved / (until - since)


@contextlib.contextmanager
def varying(line: Line, rate_course: RateCourse) -> Iterator[History]:
    """Both directions follow the course until the context ends; then the line has its steady rate again."""
    process = subprocess.Popen(line.inside("router", "tc", "-batch", "-"), stdin=subprocess.PIPE, text=True)
    assert process.stdin
    commands = process.stdin
    history, over = History(), threading.Event()
    full = line.shape.down_mbit, line.shape.up_mbit

    def change(share: float) -> None:
        for direction, device in enumerate((NEAR, FAR)):
            rate = f"{round(full[direction] * share * 1e6)}bit"
            commands.write(_CLASS.format(device=device, rate=rate))
        commands.flush()
        history.note(time.monotonic(), full[0] * share, full[1] * share)

    def follow() -> None:
        began, last = time.monotonic(), 1.0
        while not over.wait(EVERY_S):
            share = rate_course(time.monotonic() - began)
            if share != last:
                change(last := share)

    for direction, device in enumerate((NEAR, FAR)):
        commands.write(_QDISC.format(device=device))
        commands.write(_CLASS.format(device=device, rate=f"{round(full[direction] * 1e6)}bit"))
        commands.write(_QUEUE.format(device=device, limit=line.shape.queue_bytes(direction)))
    change(1.0)
    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield history
    finally:
        over.set()
        thread.join()
        end(process)
        line.steady()


# htb, because tbf fills its bucket again whenever its rate is changed: 7 % too much at 2 Mbit/s.
_QDISC = "qdisc replace dev {device} root handle 1: htb default 1\n"
_CLASS = "class replace dev {device} parent 1: classid 1:1 htb rate {rate} burst 1600 cburst 1600 quantum 1514\n"
_QUEUE = "qdisc replace dev {device} parent 1:1 handle 10: bfifo limit {limit}\n"
