"""The LibreSpeed HTTP protocol against one's own endpoint: latency, download, upload, and latency under both."""

import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress

from checker.checks.contract import Run
from checker.checks.line.cpu import Cpu
from checker.checks.line.door import Door
from checker.checks.line.download import Download
from checker.checks.line.flow import Flow
from checker.checks.line.http11 import numbers_in
from checker.checks.line.load import Counting, Load, Loaded
from checker.checks.line.openings import Openings
from checker.checks.line.ping import Echo, Ping
from checker.checks.line.rate import rate_of
from checker.checks.line.roundtrip import latency_of
from checker.checks.line.target import target_of
from checker.checks.line.upload import Upload
from checker.model.failure import Failed, Kind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

PINGS, PING_PAUSE_S, PING_S = 16, 0.03, 2.0
IDLE_S = 4.0
"""Round trips at rest: how many, the pause between two, how long one may take, and all of them."""
SETTLE_S = 1.5
"""What a full queue gets to empty itself before the other direction begins."""
LOAD_S = 7.0
"""One direction at most, opening its streams included."""
PING_STREAMS = 3
"""Connections for latency under load: one alone would be asked too seldom where an answer takes half a second."""
BODY = 1 << 30
SMALL_BODY = 900_000
"""Bytes: below the 1 MiB that nginx lets through by default."""


class LibreSpeed:
    """Measures against `endpoint`: LibreSpeed's own server, or the desk's, which also counts uploads."""

    name = "LibreSpeed HTTP"

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def measure(self, run: Run) -> Iterator[Observation]:
        """Yields each part as soon as it is known. Raises Cancelled."""
        yield run.saw("method", self.name)
        with run.noting("server", Operation.REQUEST) as server:
            server.value = target_of(self._endpoint).host
        yield server.done()
        if server.failure is not None:
            yield run.lost("server.answer", server.failure)
            return
        with ExitStack() as stack:
            yield from _Course(run, self._endpoint, stack).parts()


class _Course:
    """One measurement from the first connection to the last."""

    def __init__(self, run: Run, endpoint: str, stack: ExitStack) -> None:
        self._run = run
        self._stack = stack
        self._door = Door(run.net, target_of(endpoint))
        self._openings = stack.enter_context(Openings(self._door))
        self._cpu = Cpu()
        self._moved = 0
        self._idle_s = 0.0
        self._upload_id = secrets.token_hex(8)

    def parts(self) -> Iterator[Observation]:
        run = self._run
        began = time.monotonic()
        yield run.saw("proxy", self._door.by_proxy)
        run.progress(0.02, Text(de="Messstelle wird gesucht", en="Looking for the measuring point"))
        with run.noting("server.answer", Operation.CONNECT) as answer:
            ping, echo = self._found()
            answer.value = round(echo.seconds * 1000, 2)
        yield answer.done()
        if answer.failure is not None:
            return
        yield from self._idle(ping)
        run.progress(0.2, Text(de="Herunterladen wird gemessen", en="Measuring the download"))
        yield from self._down()
        self._settle(ping)
        run.progress(0.6, Text(de="Hochladen wird gemessen", en="Measuring the upload"))
        yield from self._up()
        yield run.saw("bytes", round(self._moved / 1e6, 3))
        yield run.saw("seconds", round(time.monotonic() - began, 1))
        yield run.saw("cpu.own", round(self._cpu.own_s, 2))
        if self._cpu.worst is not None:
            yield run.saw("cpu.during", round(self._cpu.worst))

    def _found(self) -> tuple[Ping, Echo]:
        """The layout at which the server answers, from now on the target. Raises Failed of the first one."""
        first: Failed | None = None
        for target in self._door.target.layouts():
            self._door.target = target
            ping = self._opened()
            try:
                return ping, ping.wait(self._run, target.endpoint("empty"), PING_S)
            except Failed as failed:
                first = first or failed
                if failed.failure.kind not in (Kind.NOT_FOUND, Kind.DENIED):
                    raise
        raise first or Failed(Operation.REQUEST, Kind.NOT_FOUND)

    def _opened(self) -> Ping:
        ping = Ping(self._openings.one(self._run), self._door)
        self._stack.callback(ping.close)
        return ping

    def _idle(self, ping: Ping) -> Iterator[Observation]:
        run = self._run
        run.progress(0.08, Text(de="Antwortzeit wird gemessen", en="Measuring the response time"))
        with run.noting("idle.latency", Operation.RECEIVE) as seen, run.noting("idle.jitter") as jitter:
            found = latency_of(self._round_trips(ping))
            if found is None:
                raise Failed(Operation.RECEIVE, Kind.TIMEOUT, "too few answers")
            self._idle_s = found.ms / 1000
            seen.value, seen.uncertainty = round(found.ms, 2), round(found.uncertainty, 2)
            jitter.value = round(found.jitter_ms, 2)
        jitter.failure = jitter.failure or seen.failure
        yield seen.done()
        yield jitter.done()

    def _round_trips(self, ping: Ping) -> list[float]:
        path = self._door.target.endpoint("empty")
        ends = time.monotonic() + IDLE_S
        took: list[float] = []
        while len(took) < PINGS and time.monotonic() < ends:
            self._run.pause(PING_PAUSE_S)
            took.append(ping.wait(self._run, path, PING_S).seconds)
        return took

    def _down(self) -> Iterator[Observation]:
        yield from self._part("down", [(Counting.HERE, lambda sock: Download(sock, self._door))])

    def _up(self) -> Iterator[Observation]:
        counting = self._counting()
        yield self._run.saw("up.counted", counting.value)
        path = f"{self._door.target.endpoint('empty')}?upload={self._upload_id}"
        grows = counting is Counting.ANSWERS

        def flow(most: int) -> Callable[[socket.socket], Flow]:
            return lambda sock: Upload(sock, self._door, path, most, grows=grows)

        # What stands before the server may refuse or collect a large body: small ones pass, but leave pauses.
        yield from self._part("up", [(counting, flow(BODY)), (counting, flow(SMALL_BODY))])

    def _counting(self) -> Counting:
        with suppress(Failed):
            told = numbers_in(self._opened().wait(self._run, self._count_path, PING_S).body)
            if "bytes" in told and "seconds" in told:
                return Counting.SERVER
        return Counting.ANSWERS

    @property
    def _count_path(self) -> str:
        return f"{self._door.target.path}upload/{self._upload_id}"

    def _part(
        self, name: str, ways: Sequence[tuple[Counting, Callable[[socket.socket], Flow]]]
    ) -> Iterator[Observation]:
        """Rate, latency and cost of one direction; the next way where the first did not get through."""
        run = self._run
        loaded: Loaded | None = None
        with run.noting(f"{name}.rate", Operation.RECEIVE) as rate:
            for counting, flow in ways:
                rate.failure = None
                try:
                    loaded = self._loaded(counting, flow)
                    found = rate_of(loaded.samples, loaded.warm_s)
                    if loaded.failed is not None and not loaded.lasted:
                        raise loaded.failed
                    if found is None:
                        raise Failed(Operation.RECEIVE, Kind.TIMEOUT, "nothing arrived")
                except Failed as failed:
                    rate.failure = failed.failure
                    if run.left_s < LOAD_S:
                        break
                    continue
                rate.value, rate.uncertainty = round(found.mbit, 3), round(found.uncertainty, 3)
                break
        yield rate.done()
        if loaded is None:
            return
        with run.noting(f"{name}.latency", Operation.RECEIVE) as seen:
            latency = latency_of(loaded.latencies_s())
            if latency is None:
                raise Failed(Operation.RECEIVE, Kind.TIMEOUT, "too few answers")
            seen.value, seen.uncertainty = round(latency.ms, 1), round(latency.uncertainty, 1)
        yield seen.done()
        yield run.saw(f"{name}.streams", loaded.streams)
        yield run.saw(f"{name}.bytes", round(loaded.moved / 1e6, 3))

    def _loaded(self, counting: Counting, flow: Callable[[socket.socket], Flow]) -> Loaded:
        path = self._count_path if counting is Counting.SERVER else self._door.target.endpoint("empty")
        pings = [self._opened() for _ in range(PING_STREAMS)]
        load = Load(
            self._run,
            self._openings,
            flow,
            pings,
            path,
            round_trip_s=self._idle_s,
            counting=counting,
            ends_s=min(LOAD_S, self._run.left_s),
        )
        with self._cpu.phase():
            loaded = load.hold()
        for ping in pings:
            ping.close()
        self._moved += loaded.moved
        return loaded

    def _settle(self, ping: Ping) -> None:
        """Waits until the queue of the last load is gone: its rest would be counted against the next one."""
        ends = time.monotonic() + SETTLE_S
        with suppress(Failed):
            while (left := ends - time.monotonic()) > 0:
                echo = ping.wait(self._run, self._door.target.endpoint("empty"), left)
                if echo.seconds < 1.5 * self._idle_s + 0.01:
                    return
                self._run.pause(PING_PAUSE_S)
