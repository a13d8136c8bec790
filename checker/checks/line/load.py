"""Keeps the line busy in one direction for a while, and watches rate and latency meanwhile: one loop, no waiting."""

import selectors
import socket
import time
from collections.abc import Callable
from enum import Enum

from checker.checks.context import ProbeContext
from checker.checks.line.channel import drop
from checker.checks.line.counts import Counts
from checker.checks.line.flow import READ, Flow
from checker.checks.line.openings import Openings
from checker.checks.line.pings import Pings
from checker.checks.line.rate import Rate, Sample, rate_of, recent, sagging
from checker.checks.line.stopping import Aim, Ended, ended
from checker.checks.line.voice import ON_THE_LINE, Voice
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

STREAMS = ((0.0, 2), (8.0, 4), (70.0, 8))
"""At so many Mbit/s, so many streams: eight are needed at a gigabit, two are best at one."""
GROW_S = 1.2
"""After it no stream is added: what it would add no longer counts."""
TICK_S = 0.02
SAMPLE_EVERY_S = 0.004
LOOK_EVERY_S = 0.05
SHOW_EVERY_S = 0.1
DEAD_S = 3.0
"""Without a single byte arriving: nothing will be measured here."""
VOICE_BYTES = ON_THE_LINE * 1448 / 1500
"""What TCP could have carried in the place of one packet of the train."""


class Counting(Enum):
    """Where bytes are known to have arrived: here, by the server's answers to whole bodies, or by its running count."""

    HERE = "here"
    ANSWERS = "answers"
    SERVER = "server"


class Loaded(Record, frozen=True, kw_only=True):
    """What one direction gave. `samples` in seconds of the counting clock; `began`, `over`: monotonic clock.

    `failed`: why a stream ended; `lasted`: whether others went on to the end; `moved`: bytes that it cost.
    """

    samples: tuple[Sample, ...]
    rate: Rate | None
    ended: Ended
    began: float
    over: float
    streams: int
    moved: int
    failed: OperationFailed | None
    lasted: bool
    collected: bool


class Load:
    """`flow` makes a stream of a connection; `counts` is the server's own count of an upload, where it keeps one.

    `voice` or else `pings` are kept going meanwhile, for the latency under load.
    """

    def __init__(
        self,
        context: ProbeContext,
        openings: Openings,
        flow: Callable[[socket.socket], Flow],
        aim: Aim,
        *,
        round_trip_s: float,
        counting: Counting,
        ends_s: float,
        counts: Counts | None = None,
        voice: Voice | None = None,
        pings: Pings | None = None,
    ) -> None:
        self._context = context
        self._openings = openings
        self._flow = flow
        self._aim = aim
        self._round_trip_s = round_trip_s
        self._counting = counting
        self._ends_s = ends_s
        self._counts, self._voice, self._pings = counts, voice, pings
        self._flows: list[Flow] = []
        self._gone: list[Flow] = []
        self._spare: list[socket.socket] = []
        self._samples: list[Sample] = counts.samples if counts is not None else []
        self._failed: OperationFailed | None = None
        self._began = 0.0
        self._wanted = STREAMS[0][1]
        self._next_show = self._next_look = 0.0
        self._heard = 0
        self._ended: Ended | None = None

    def hold(self) -> Loaded:
        """Loads the line until enough was seen.

        Raises OperationFailed where no stream could be opened at all, Cancelled.
        """
        called = time.monotonic()
        self._openings.ask(STREAMS[-1][1])
        with selectors.DefaultSelector() as waiting:
            try:
                for one in (self._counts, self._voice):
                    if one is not None:
                        waiting.register(one.sock, READ, one)
                if self._pings is not None:
                    self._pings.watch(waiting)
                while self._ended is None and not self._nothing_left(called):
                    self._context.raise_if_cancelled()
                    self._grow(waiting)
                    self._ask()
                    for key, events in waiting.select(self._patience()):
                        self._serve(waiting, key.data, events)
                    self._look()
            finally:
                for sock in (*(flow.sock for flow in self._flows), *self._spare):
                    drop(sock)
        if not self._flows and not self._gone and self._failed is not None:
            raise self._failed
        return self._loaded()

    def _loaded(self) -> Loaded:
        rate = self._rate()
        collected = self._counting is Counting.SERVER and _collected(self._samples, self._moved())
        return Loaded(
            samples=tuple(self._samples),
            rate=None if collected else rate,
            ended=self._ended or Ended.TIME,
            began=self._began,
            over=time.monotonic(),
            streams=len(self._flows) + len(self._gone),
            moved=self._moved(),
            failed=self._failed,
            lasted=bool(self._flows),
            collected=collected,
        )

    def _nothing_left(self, called: float) -> bool:
        """No stream runs any more, or none came about, or the time is up."""
        now = time.monotonic()
        if now - called > self._ends_s or not (self._flows or self._openings.pending or self._spare):
            return True
        if not self._flows and len(self._gone) >= self._wanted:
            return True
        return bool(self._began) and not self._samples and now - self._began > DEAD_S

    def _patience(self) -> float:
        return TICK_S if self._voice is None else min(TICK_S, self._voice.due_s())

    def _ask(self) -> None:
        if self._voice is not None:
            self._voice.speak()
        if self._pings is not None and self._began:
            self._pings.ask()

    def _grow(self, waiting: selectors.BaseSelector) -> None:
        now = time.monotonic()
        for came in self._openings.came():
            if isinstance(came, OperationFailed):
                self._failed = self._failed or came
            else:
                self._spare.append(came)
        if self._began and now - self._began < GROW_S:
            rate = recent(self._samples, max(0.05, 2 * self._round_trip_s))
            self._wanted = max(self._wanted, *(n for mbit, n in STREAMS if rate >= mbit))
        while self._spare and len(self._flows) + len(self._gone) < self._wanted:
            sock = self._spare.pop()
            try:
                flow = self._flow(sock)
            except OperationFailed as failed:
                self._failed = self._failed or failed
                sock.close()
                continue
            waiting.register(flow.sock, flow.events, flow)
            self._flows.append(flow)
            self._began = self._began or now

    def _serve(self, waiting: selectors.BaseSelector, who: Flow | Counts | Voice | socket.socket, events: int) -> None:
        if isinstance(who, Voice):
            self._hear(who)
        elif isinstance(who, Counts):
            try:
                who.listen()
            except OperationFailed as failed:
                self._failed = self._failed or failed
                waiting.unregister(who.sock)
        elif isinstance(who, socket.socket):
            if self._pings is not None:
                for at, seconds in self._pings.look(who, waiting):
                    self._show_latency(at, seconds)
        else:
            self._move(waiting, who, events)

    def _move(self, waiting: selectors.BaseSelector, flow: Flow, events: int) -> None:
        try:
            before = flow.events
            flow.ready(events)
            if flow.events != before:
                waiting.modify(flow.sock, flow.events, flow)
        except OperationFailed as failed:
            self._failed = self._failed or failed
            waiting.unregister(flow.sock)
            self._flows.remove(flow)
            self._gone.append(flow)
            drop(flow.sock)

    def _hear(self, voice: Voice) -> None:
        for packet in voice.listen():
            self._heard += packet.sent >= self._began > 0
            if packet.back is not None and packet.round_trip_s is not None:
                self._show_latency(packet.back, packet.round_trip_s)

    def _show_latency(self, at: float, seconds: float) -> None:
        self._context.live(
            "latency", (round(self._context.elapsed_s - (time.monotonic() - at), 3), round(seconds * 1000, 1))
        )

    def _look(self) -> None:
        now = time.monotonic()
        if not self._began:
            return
        if self._counting is not Counting.SERVER:
            self._sample(now - self._began)
        if now >= self._next_show:
            self._next_show = now + SHOW_EVERY_S
            self._context.live("rate", (round(self._context.elapsed_s, 2), round(recent(self._samples, 0.3), 2)))
        if now >= self._next_look:
            self._next_look = now + LOOK_EVERY_S
            since = now - self._began
            sags = sagging(self._samples)
            self._ended = ended(self._rate(), since, self._moved(), self._aim, sags=sags)

    def _sample(self, since: float) -> None:
        arrived = sum(flow.arrived for flow in (*self._flows, *self._gone))
        if self._counting is Counting.HERE:
            arrived += round(self._heard * VOICE_BYTES)
        at, before = self._samples[-1] if self._samples else (-1.0, 0)
        # Between two answers nothing is known: a sample there would stretch the time of the last one.
        if arrived > before and since - at >= SAMPLE_EVERY_S:
            self._samples.append((since, arrived))

    def _rate(self) -> Rate | None:
        return rate_of(self._samples, self._round_trip_s)

    def _moved(self) -> int:
        return sum(flow.moved for flow in (*self._flows, *self._gone))


def _collected(samples: list[Sample], moved: int) -> bool:
    """Much has left, and the server counts nothing: something on the way keeps the upload before it passes it on."""
    arrived = samples[-1][1] if samples else 0
    return moved > COLLECTED_BYTES and arrived < moved / COLLECTED_TIMES


COLLECTED_BYTES, COLLECTED_TIMES = 3_000_000, 8
"""Send buffers hold some 4 MB; beyond, what does not arrive is held elsewhere."""


def nothing_arrived() -> OperationFailed:
    """For a direction without a rate."""
    return OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "nothing arrived")
