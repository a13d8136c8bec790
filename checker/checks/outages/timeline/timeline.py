"""All places side by side on one axis: seconds since the begin, those asleep included. Safe for several threads.

A pause, sleep, or a PC that stood still is time in which nothing was watched. It is never an outage.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from checker.checks.line.environment.suspend import SleepClocks, slept_s
from checker.checks.outages.timeline.samples import PlaceSamples, SampleResult
from checker.model.record import Record

MAX_STALL_S = 3.0
"""Whoever ticks four times a second and is late by more did not run: the PC slept, or was busy with other things."""
SETTLING_S = 30.0
"""After sleep a Wi-Fi may take so long to be back: until its first answer a place's silence means nothing."""
CLOCK_STEP_S = 5.0
"""A clock that differs by more from what it was plus the time that went by was set; time servers slew below it."""
LOAD_BEFORE_S = 10.0
"""The traffic before an outage, since nothing moves in it."""
BUSY_MBIT = 5.0
"""More than a video meeting needs (Microsoft Teams: up to 4 Mbit/s): somebody loads, synchronises, or backs up."""


class UnwatchedSpan(Record, frozen=True, kw_only=True):
    """Seconds since the begin, and why: `paused`, `asleep` or `stalled`."""

    from_s: float
    to_s: float
    reason: str


class Timeline:
    """`read_clocks`: see suspend.py; `read_wall`: seconds since 1970."""

    def __init__(self, read_clocks: Callable[[], SleepClocks], read_wall: Callable[[], float]) -> None:
        self._read_clocks, self._read_wall = read_clocks, read_wall
        self._lock = threading.RLock()
        self._begin = self._last = read_clocks()
        self.began_wall_s = read_wall()
        self._wall_offset_s = 0.0
        self._places: dict[str, PlaceSamples] = {}
        self._unwatched: list[UnwatchedSpan] = []
        self._paused_from_s: float | None = None
        self._changes: dict[str, list[float]] = {"route": [], "address": [], "roaming": [], "clock": []}
        self._load_at_s, self._load_mbit = array("d"), array("d")
        self._busy_count = 0

    def add_place(self, name: str, interval_s: float = 1.0) -> PlaceSamples:
        """A place that is asked."""
        with self._lock:
            return self._places.setdefault(name, PlaceSamples(interval_s))

    @property
    def places(self) -> dict[str, PlaceSamples]:
        """By name. Read it inside `frozen` alone."""
        return self._places

    @property
    def frozen(self) -> threading.RLock:
        """While it is held nothing changes."""
        return self._lock

    @property
    def unwatched(self) -> list[UnwatchedSpan]:
        """All times in which nothing was watched, a pause that lasts among them."""
        with self._lock:
            lasting = []
            if self._paused_from_s is not None:
                lasting = [UnwatchedSpan(from_s=self._paused_from_s, to_s=self.tick(), reason="paused")]
            return [*self._unwatched, *lasting]

    @property
    def watched_s(self) -> float:
        """Seconds since the begin in which something was watched."""
        with self._lock:
            return self.tick() - sum(span.to_s - span.from_s for span in self.unwatched)

    @property
    def is_paused(self) -> bool:
        """Whether it rests."""
        return self._paused_from_s is not None

    def changes(self, kind: str) -> list[float]:
        """When the `route`, the outside `address`, the access point (`roaming`) or the `clock` changed."""
        return self._changes[kind]

    def tick(self) -> float:
        """Now, in seconds since the begin; notices time that went by unwatched."""
        with self._lock:
            clocks = self._read_clocks()
            now_s = clocks.with_sleep - self._begin.with_sleep
            last_s = self._last.with_sleep - self._begin.with_sleep
            slept = slept_s(self._last, clocks)
            self._last = clocks
            if self._paused_from_s is None and (slept or now_s - last_s > MAX_STALL_S):
                self._add_unwatched(last_s, now_s, "asleep" if slept else "stalled")
            self._notice_clock(now_s)
            return now_s

    def pause(self) -> None:
        """Nothing counts until `resume`."""
        with self._lock:
            if self._paused_from_s is None:
                self._paused_from_s = self.tick()
                self._interrupt(0.0)

    def resume(self) -> None:
        """Goes on."""
        with self._lock:
            if self._paused_from_s is not None:
                from_s = self._paused_from_s
                now_s = self.tick()
                self._paused_from_s = None
                self._add_unwatched(from_s, now_s, "paused")

    def begin_sample(self, place: str) -> float | None:
        """A request goes out now: what to hand to `end_sample`; None while nothing counts."""
        with self._lock:
            now_s = self.tick()
            if self._paused_from_s is not None:
                return None
            self._places[place].begin(now_s)
            return now_s

    def end_sample(self, place: str, sent_s: float, result: SampleResult) -> None:
        """What became of it."""
        with self._lock:
            self._places[place].end(sent_s, result, self.tick())

    def discard_sample(self, place: str, sent_s: float) -> None:
        """It was none: this place has not answered anything yet."""
        with self._lock:
            self._places[place].discard(sent_s)

    def note_change(self, kind: str) -> None:
        """Something changed just now, or within the time between two looks."""
        with self._lock:
            self._changes[kind].append(self.tick())

    def note_load(self, mbit: float) -> None:
        """The adapter's traffic just now, Mbit/s in the busier direction."""
        with self._lock:
            now_s = self.tick()
            self._load_at_s.append(now_s)
            self._load_mbit.append(mbit)
            self._busy_count += (self.load_before(now_s) or 0.0) > BUSY_MBIT

    def load_before(self, at_s: float) -> float | None:
        """The highest of the seconds before; None where it was not measured."""
        first, end = bisect_left(self._load_at_s, at_s - LOAD_BEFORE_S), bisect_right(self._load_at_s, at_s)
        return max(self._load_mbit[first:end], default=None)

    @property
    def busy_share(self) -> float | None:
        """Of the measured times, those before which somebody moved much: what an outage falls on by mere chance."""
        return self._busy_count / len(self._load_at_s) if self._load_at_s else None

    def _notice_clock(self, now_s: float) -> None:
        offset_s = self._read_wall() - self.began_wall_s - now_s
        if abs(offset_s - self._wall_offset_s) > CLOCK_STEP_S:
            self._changes["clock"].append(now_s)
        self._wall_offset_s = offset_s

    def _add_unwatched(self, from_s: float, to_s: float, reason: str) -> None:
        self._unwatched.append(UnwatchedSpan(from_s=from_s, to_s=to_s, reason=reason))
        self._interrupt(to_s + SETTLING_S if reason != "stalled" else 0.0)

    def _interrupt(self, settling_until_s: float) -> None:
        for samples in self._places.values():
            samples.interrupt(settling_until_s)
