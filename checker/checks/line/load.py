"""Keeps the line busy in one direction for a while, and watches rate and latency meanwhile: one loop, no waiting."""

import selectors
import socket
import statistics
import time
from bisect import insort
from collections.abc import Callable, Sequence
from enum import Enum

from checker.checks.contract import Run
from checker.checks.line.channel import drop
from checker.checks.line.flow import READ, Flow
from checker.checks.line.http11 import numbers_in
from checker.checks.line.openings import Openings
from checker.checks.line.ping import Ping
from checker.checks.line.rate import Sample, recent
from checker.model.failure import Failed
from checker.model.record import Record

WARM_S = 1.0
"""Not counted: slow start takes RTT log2(BDP / streams / 14.5 kB), and a queue of 400 ms must fill first."""
WARM_ROUND_TRIPS = 20
HOLD_S = 2.2
"""Counted. Below a second reads low at 100 to 250 Mbit/s; Wi-Fi and cable swing within one or two."""
ENOUGH_S, ENOUGH_BYTES = 1.0, 150_000_000
"""A second is enough once so much has moved: a gigabit needs no more, and data volume costs."""
LATE_S = 1.5
"""What the last counts may take to come back through a full queue."""
STREAMS = ((0.0, 0.0, 2), (0.3, 8.0, 4), (0.6, 80.0, 8))
"""From so many seconds on, at so many Mbit/s, so many streams: eight are needed at a gigabit, two are best at one."""
PING_EVERY_S = 0.12
TICK_S = 0.02
SAMPLE_EVERY_S = 0.01
SHOW_EVERY_S = 0.2


class Counting(Enum):
    """Where bytes are known to have arrived: here, by the server's answers to whole bodies, or by its running count."""

    HERE = "here"
    ANSWERS = "answers"
    SERVER = "server"


class Loaded(Record, frozen=True, kw_only=True):
    """`samples` and `latencies` begin with the first stream; `moved`: bytes that it cost.

    `failed`: why a stream ended, `lasted`: whether others went on to the end.
    """

    samples: tuple[Sample, ...]
    latencies: tuple[tuple[float, float], ...]
    warm_s: float
    streams: int
    moved: int
    failed: Failed | None
    lasted: bool

    def latencies_s(self) -> list[float]:
        """Round trips, seconds, of requests that were sent into the full queue."""
        return [seconds for sent, seconds in self.latencies if sent >= self.warm_s]


class Load:
    """`flow` makes a stream of a connection; `pings` ask for `ping_path`, which tells the count where one is kept."""

    def __init__(
        self,
        run: Run,
        openings: Openings,
        flow: Callable[[socket.socket], Flow],
        pings: Sequence[Ping],
        ping_path: str,
        *,
        round_trip_s: float,
        counting: Counting,
        ends_s: float,
    ) -> None:
        self._run = run
        self._openings = openings
        self._flow = flow
        self._pings = list(pings)
        self._path = ping_path
        self._counting = counting
        self._warm_s = min(2.0, max(WARM_S, WARM_ROUND_TRIPS * round_trip_s))
        self._ends_s = ends_s
        self._flows: list[Flow] = []
        self._gone: list[Flow] = []
        self._samples: list[Sample] = []
        self._latencies: list[tuple[float, float]] = []
        self._failed: Failed | None = None
        self._began: float | None = None
        self._next_ping = self._next_show = 0.0
        self._asked = 0

    def hold(self) -> Loaded:
        """Loads the line until enough was seen. Raises Failed where no stream could be opened at all, Cancelled."""
        called = time.monotonic()
        with selectors.DefaultSelector() as waiting:
            try:
                for ping in self._pings:
                    waiting.register(ping.sock, READ, ping)
                while not self._over(called):
                    self._run.go_on()
                    self._grow(waiting)
                    self._ping(waiting)
                    for key, events in waiting.select(TICK_S):
                        self._serve(waiting, key.data, events)
                    self._sample()
            finally:
                for flow in self._flows:
                    drop(flow.sock)
        if not self._flows and not self._gone and self._failed is not None:
            raise self._failed
        self._unanswered()
        return Loaded(
            samples=tuple(self._samples),
            latencies=tuple(sorted(self._latencies)),
            warm_s=self._warm_s,
            streams=len(self._flows) + len(self._gone),
            moved=self._moved(),
            failed=self._failed,
            lasted=bool(self._flows),
        )

    def _over(self, called: float) -> bool:
        """Enough was seen, nothing runs any more, or the time is up."""
        now = time.monotonic()
        if now - called > self._ends_s or (self._asked and not self._flows and not self._openings.pending):
            return True
        if self._began is None:
            return False
        since = now - self._began
        hold_s = ENOUGH_S if self._moved() > ENOUGH_BYTES else HOLD_S
        wanted = self._warm_s + hold_s
        if self._counting is not Counting.SERVER:
            return since >= wanted
        seen = self._samples[-1][0] if self._samples else 0.0
        return since >= wanted and (seen >= wanted or since >= wanted + LATE_S)

    def _grow(self, waiting: selectors.BaseSelector) -> None:
        since = 0.0 if self._began is None else time.monotonic() - self._began
        rate = recent(self._samples, 0.3)
        most = max(n for at, mbit, n in STREAMS if since >= at and rate >= mbit)
        if most > self._asked and since < self._warm_s:
            self._openings.ask(most - self._asked)
            self._asked = most
        for came in self._openings.came():
            try:
                if isinstance(came, Failed):
                    raise came
                flow = self._flow(came)
                waiting.register(flow.sock, flow.events, flow)
                self._flows.append(flow)
                self._began = self._began or time.monotonic()
            except Failed as failed:
                self._failed = self._failed or failed
                if isinstance(came, socket.socket):
                    came.close()

    def _ping(self, waiting: selectors.BaseSelector) -> None:
        now = time.monotonic()
        if self._began is None or now < self._next_ping:
            return
        free = [ping for ping in self._pings if ping.waits_since is None]
        if free:
            self._next_ping = now + PING_EVERY_S
            ping = free[0]
            self._pings.remove(ping)
            try:
                ping.ask(self._path)
                self._pings.append(ping)
            except Failed:
                waiting.unregister(ping.sock)

    def _serve(self, waiting: selectors.BaseSelector, who: Flow | Ping, events: int) -> None:
        if isinstance(who, Ping):
            self._hear(waiting, who)
            return
        try:
            before = who.events
            who.ready(events)
            if who.events != before:
                waiting.modify(who.sock, who.events, who)
        except Failed as failed:
            self._failed = self._failed or failed
            waiting.unregister(who.sock)
            self._flows.remove(who)
            self._gone.append(who)
            drop(who.sock)

    def _hear(self, waiting: selectors.BaseSelector, ping: Ping) -> None:
        try:
            echo = ping.look()
        except Failed:
            waiting.unregister(ping.sock)
            self._pings.remove(ping)
            return
        if echo is None or self._began is None:
            return
        self._latencies.append((echo.sent - self._began, echo.seconds))
        self._run.live("latency", (round(self._run.at_s, 2), round(echo.seconds * 1000, 1)))
        told = numbers_in(echo.body) if self._counting is Counting.SERVER else {}
        if "bytes" in told and "seconds" in told:
            insort(self._samples, (told["seconds"], int(told["bytes"])))

    def _sample(self) -> None:
        now = time.monotonic()
        if self._began is None:
            return
        since = now - self._began
        if self._counting is not Counting.SERVER:
            arrived = sum(flow.arrived for flow in (*self._flows, *self._gone))
            at, before = self._samples[-1] if self._samples else (-1.0, -1)
            # Between two answers nothing is known: a sample there would stretch the time of the last one.
            if since - at >= SAMPLE_EVERY_S and (self._counting is Counting.HERE or arrived != before):
                self._samples.append((since, arrived))
        if now >= self._next_show:
            self._next_show = now + SHOW_EVERY_S
            self._run.live("rate", (round(self._run.at_s, 2), round(recent(self._samples, 0.4), 2)))

    def _moved(self) -> int:
        return sum(flow.moved for flow in (*self._flows, *self._gone))

    def _unanswered(self) -> None:
        """A request that waits longer than others took counts with that: left out, a full queue would read shorter."""
        now = time.monotonic()
        typical = statistics.median([seconds for _, seconds in self._latencies] or [0.0])
        for ping in self._pings:
            if ping.waits_since is not None and self._began is not None and now - ping.waits_since > typical:
                self._latencies.append((ping.waits_since - self._began, now - ping.waits_since))
