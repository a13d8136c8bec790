"""Loads one direction after the other, each in its place, with the train of packets going on beside it."""

import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from msgspec.structs import replace

from checker.checks.context import ProbeContext
from checker.checks.line.bounded import Bounded
from checker.checks.line.counts import Counts
from checker.checks.line.cpu import Cpu
from checker.checks.line.direction import by_requests, load_seen, rate_seen, settled_from, under_load
from checker.checks.line.door import Door
from checker.checks.line.download import Download
from checker.checks.line.flow import Flow
from checker.checks.line.http11 import numbers_in
from checker.checks.line.load import Counting, Load, Loaded
from checker.checks.line.openings import Openings
from checker.checks.line.ping import Ping
from checker.checks.line.pings import Pings
from checker.checks.line.place import Place, asking
from checker.checks.line.stopping import Aim
from checker.checks.line.surroundings import Own, Phase, Surroundings
from checker.checks.line.train import drain, stamp_voice, stun_voice
from checker.checks.line.upload import Upload
from checker.checks.line.voice import SIZE, Voice
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

PING_S = 2.0
LOAD_S = 8.0
"""One direction at most, opening its streams included."""
WAIT_S = 75.0
"""For a place, both directions together."""
STALE_S = 2.0
"""The train begins anew after a wait as long as that: the reflector ends a session after a minute."""
LAST_S = 0.4
"""To give a place back: who has cancelled does not wait."""
STEPS = {
    "down": (0.35, Text(de="Herunterladen wird gemessen", en="Measuring the download")),
    "up": (0.65, Text(de="Hochladen wird gemessen", en="Measuring the upload")),
}
"""How far the check is when a direction begins, and what it says."""
PING_STREAMS = 3
BODY = 1 << 30
SMALL_BODY = 900_000
"""Bytes: below the 1 MiB that nginx lets through by default."""


class Line:
    """The way to the server, and what measuring has cost until now. `idle_s`: the round trip at rest, once known."""

    def __init__(self, context: Bounded, door: Door, openings: Openings, cpu: Cpu) -> None:
        self.context, self.door, self.openings, self.cpu = context, door, openings, cpu
        self.voice: Voice | None = None
        self.stun = ""
        self.idle_s = 0.0
        self.down_mbit = 0.0
        self.waited_s = 0.0
        self.moved = 0

    def ping(self) -> Ping:
        """A connection for small requests. Raises OperationFailed, Cancelled."""
        return Ping(self.openings.one(self.context), self.door)

    def begin_train(self, stun: str) -> None:
        """To the desk's reflector, else to a STUN server where one is named.

        Raises OperationFailed of the first, Cancelled.
        """
        self.stun = stun
        try:
            self.voice = stamp_voice(asking(self.context, self.door.target, self.ping), self.door.target.host)
        except OperationFailed:
            if not stun:
                raise
            self.voice = stun_voice(stun)

    def end_train(self) -> None:
        """No more packets."""
        if self.voice is not None:
            self.voice.close()
        self.voice = None


class Loading:
    """`latency_ms`: what was seen under each load."""

    def __init__(self, line: Line, surroundings: Surroundings) -> None:
        self._line = line
        self._around = surroundings
        self._upload_id = secrets.token_hex(8)
        self._query = ""
        self.latency_ms: list[float] = []

    def down(self, aim: Aim) -> Iterator[Observation]:
        """Yields down.*. Raises Cancelled."""
        ways = [(Counting.HERE, lambda sock: Download(sock, self._line.door, self._query))]
        yield from self._direction("down", aim, ways)

    def up(self, aim: Aim) -> Iterator[Observation]:
        """Yields up.*. Raises Cancelled."""
        line = self._line
        counting = self._counting()
        yield line.context.observation("up.counted", counting.value)
        grows = counting is Counting.ANSWERS

        def flow(most: int) -> Callable[[socket.socket], Flow]:
            return lambda sock: Upload(sock, line.door, self._upload_path, most, grows=grows)

        # What stands before the server may refuse or collect a large body: small ones pass, but leave pauses.
        yield from self._direction("up", aim, [(counting, flow(BODY)), (counting, flow(SMALL_BODY))])

    def _counting(self) -> Counting:
        with suppress(OperationFailed):
            ping = self._line.ping()
            try:
                told = numbers_in(ping.wait(self._line.context, self._count_path, PING_S).body)
            finally:
                ping.close()
            if "bytes" in told and "seconds" in told:
                return Counting.SERVER
        return Counting.ANSWERS

    @property
    def _upload_path(self) -> str:
        return f"{self._line.door.target.endpoint('empty')}?upload={self._upload_id}{self._query}"

    @property
    def _count_path(self) -> str:
        return f"{self._line.door.target.path}upload/{self._upload_id}"

    def _direction(
        self, name: str, aim: Aim, ways: Sequence[tuple[Counting, Callable[[socket.socket], Flow]]]
    ) -> Iterator[Observation]:
        line, context = self._line, self._line.context
        done, text = STEPS[name]
        place = Place(asking(context, line.door.target, line.ping), name)
        try:
            with context.waiting():
                place.wait(context, WAIT_S - line.waited_s, done)
        except OperationFailed as failed:
            busy = failed.failure.kind is FailureKind.BUSY
            yield context.failed_observation("place" if busy else f"{name}.rate", failed.failure)
            return
        finally:
            line.waited_s += place.waited_s
        self._query = place.query
        if place.capacity_mbit:
            yield context.observation("server.capacity", place.capacity_mbit)
        if place.waited_s > STALE_S and line.voice is not None:
            with suppress(OperationFailed):
                line.end_train()
                line.begin_train(line.stun)
        context.progress(done, text)
        try:
            with ExitStack() as stack:
                yield from self._measured(name, aim, ways, stack)
            place.leave()
        finally:
            place.leave(self._last_words())

    def _last_words(self) -> Callable[[str], dict[str, Any]]:
        """A way to ask that is good for a moment even after the run was cancelled."""
        line, context = self._line, self._line.context
        moment = ProbeContext(replace(context.check, deadline_s=LAST_S), context.profile, context.net, context.system)
        return asking(moment, line.door.target, lambda: Ping(line.openings.one(moment), line.door))

    def _measured(
        self, name: str, aim: Aim, ways: Sequence[tuple[Counting, Callable[[socket.socket], Flow]]], stack: ExitStack
    ) -> Iterator[Observation]:
        """Rate, latency and cost of one direction; the next way where the first did not get through."""
        line, context = self._line, self._line.context
        loaded: Loaded | None = None
        pings: Pings | None = None
        failed: OperationFailed | None = None
        collected = False
        for counting, flow in ways:
            failed = None
            with self._around.phase() as phase:
                began = time.monotonic()
                try:
                    pings = self._pings(stack)
                    loaded = self._loaded(counting, flow, aim, pings)
                except OperationFailed as error:
                    failed = error
            collected = collected or (loaded is not None and loaded.collected)
            if loaded is not None and loaded.rate is not None and (loaded.lasted or loaded.failed is None):
                break
            if context.left_s < LOAD_S:
                break
        if line.voice is not None and loaded is not None:
            drain(context, line.voice, loaded.over, line.idle_s)
        train = line.voice.packets(began, loaded.over) if line.voice is not None and loaded is not None else []
        rate = rate_seen(context, name, loaded, train, failed)
        yield rate
        if name == "down" and isinstance(rate.value, float):
            line.down_mbit = rate.value
        if name == "up" and counting is Counting.SERVER:
            yield context.observation("up.collected", collected)
        if loaded is None:
            return
        beside = (
            under_load(context, name, loaded, train)
            if pings is None
            else by_requests(context, name, loaded, pings.round_trips(loaded.began, loaded.over))
        )
        for one in beside:
            if one.name == f"{name}.latency" and isinstance(one.value, float):
                self.latency_ms.append(one.value)
            yield one
        yield from load_seen(context, name, loaded, counting)
        yield from self._others(name, loaded, phase, len(train))
        self._window(name, loaded)

    def _pings(self, stack: ExitStack) -> Pings | None:
        line = self._line
        if line.voice is not None:
            return None
        opened = []
        for _ in range(PING_STREAMS):
            opened.append(line.ping())
            stack.callback(opened[-1].close)
        return Pings(opened, line.door.target.endpoint("empty"))

    def _loaded(
        self, counting: Counting, flow: Callable[[socket.socket], Flow], aim: Aim, pings: Pings | None
    ) -> Loaded:
        line = self._line
        counts = None
        if counting is Counting.SERVER:
            self._upload_id = secrets.token_hex(8)
            counts = Counts(line.openings.one(line.context), line.door, self._count_path, line.down_mbit)
        load = Load(
            line.context,
            line.openings,
            flow,
            aim,
            round_trip_s=line.idle_s,
            counting=counting,
            ends_s=min(LOAD_S, line.context.left_s),
            counts=counts,
            voice=line.voice,
            pings=pings,
        )
        try:
            with line.cpu.phase():
                loaded = load.hold()
        finally:
            if counts is not None:
                counts.sock.close()
        line.moved += loaded.moved
        return loaded

    def _others(self, name: str, loaded: Loaded, phase: Phase, packets: int) -> Iterator[Observation]:
        own = Own(
            down_bytes=loaded.moved if name == "down" else 0,
            up_bytes=loaded.moved if name == "up" else 0,
            datagrams=packets,
            datagram_bytes=SIZE,
        )
        with self._line.context.record(f"others.{name}", Operation.READ) as seen:
            found = phase.others(own, loaded.over - loaded.began)
            seen.value = found.down_mbit if name == "down" else found.up_mbit
        yield seen.observation()

    def _window(self, name: str, loaded: Loaded) -> None:
        """For whoever compares with a line that changes: which seconds the rate and the latency were measured in."""
        way = 0.0 if name == "down" else 1.0
        began = self._line.context.elapsed_s - (time.monotonic() - loaded.began)
        if loaded.rate is not None:
            counted = began + loaded.rate.from_s
            self._line.context.live("window", (way, round(counted, 3), round(counted + loaded.rate.seconds, 3)))
        settled = began + settled_from(loaded) - loaded.began
        self._line.context.live(
            "latency.window", (way, round(settled, 3), round(began + loaded.over - loaded.began, 3))
        )
