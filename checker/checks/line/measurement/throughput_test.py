"""Loads one direction after the other, each in its place, with the train of packets going on beside it."""

import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from msgspec.structs import replace

from checker.checks.context import ProbeContext
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.line.environment.cross_traffic import LineEnvironment, OwnTraffic, TrafficMeter
from checker.checks.line.measurement.load_generator import CountingMethod, LoadGenerator, LoadResult
from checker.checks.line.measurement.load_observations import (
    load_observations,
    packet_observations,
    rate_observation,
    request_observations,
    settled_at,
)
from checker.checks.line.measurement.request_probe import RequestProbe
from checker.checks.line.measurement.stop_rule import StopCriteria
from checker.checks.line.measurement.time_limit import TimeLimitedContext
from checker.checks.line.packets.packet_probe import PAYLOAD_BYTES, PacketProbe
from checker.checks.line.packets.probe_session import drain, open_stamp_probe, open_stun_probe
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.download import DownloadStream
from checker.checks.line.transport.json_reply import json_fetcher, json_numbers
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.load_stream import LoadStream
from checker.checks.line.transport.slot_lease import SlotLease
from checker.checks.line.transport.upload import UploadStream
from checker.checks.line.transport.upload_counter import UploadCounter
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

PING_S = 2.0
LOAD_S = 8.0
"""One direction at most, opening its streams included."""
WAIT_S = 75.0
"""For a place, both directions together."""
STALE_PROBE_S = 2.0
"""The train begins anew after a wait as long as that: the reflector ends a session after a minute."""
RELEASE_TIMEOUT_S = 0.4
"""To give a place back: who has cancelled does not wait."""
STEPS = {
    "down": (0.35, Text(de="Herunterladen wird gemessen", en="Measuring the download")),
    "up": (0.65, Text(de="Hochladen wird gemessen", en="Measuring the upload")),
}
"""How far the check is when a direction begins, and what it says."""
REQUEST_CONNECTIONS = 3
LARGE_BODY_BYTES = 1 << 30
SMALL_BODY_BYTES = 900_000
"""Bytes: below the 1 MiB that nginx lets through by default."""


class MeasurementSession:
    """The way to the server, and what measuring has cost until now. `idle_s`: the round trip at rest, once known."""

    def __init__(
        self, context: TimeLimitedContext, connector: Connector, pool: ConnectionPool, cpu: CpuMonitor
    ) -> None:
        self.context, self.connector, self.pool, self.cpu = context, connector, pool, cpu
        self.packet_probe: PacketProbe | None = None
        self.stun = ""
        self.idle_s = 0.0
        self.down_mbit = 0.0
        self.waited_s = 0.0
        self.transferred_bytes = 0

    def open_connection(self) -> KeepAliveConnection:
        """A connection for small requests. Raises OperationFailed, Cancelled."""
        return KeepAliveConnection(self.pool.acquire(self.context), self.connector)

    def open_probe(self, stun: str) -> None:
        """To the desk's reflector, else to a STUN server where one is named.

        Raises OperationFailed of the first, Cancelled.
        """
        self.stun = stun
        try:
            self.packet_probe = open_stamp_probe(
                json_fetcher(self.context, self.connector.server, self.open_connection), self.connector.server.host
            )
        except OperationFailed:
            if not stun:
                raise
            self.packet_probe = open_stun_probe(stun)

    def close_probe(self) -> None:
        """No more packets."""
        if self.packet_probe is not None:
            self.packet_probe.close()
        self.packet_probe = None


class ThroughputTest:
    """`latency_ms`: what was seen under each load."""

    def __init__(self, session: MeasurementSession, environment: LineEnvironment) -> None:
        self._session = session
        self._environment = environment
        self._upload_id = secrets.token_hex(8)
        self._query = ""
        self.latency_ms: list[float] = []

    def measure_download(self, criteria: StopCriteria) -> Iterator[Observation]:
        """Yields down.*. Raises Cancelled."""
        attempts = [(CountingMethod.HERE, lambda sock: DownloadStream(sock, self._session.connector, self._query))]
        yield from self._measure_direction("down", criteria, attempts)

    def measure_upload(self, criteria: StopCriteria) -> Iterator[Observation]:
        """Yields up.*. Raises Cancelled."""
        session = self._session
        counting = self._detect_counting()
        yield session.context.observation("up.counted", counting.value)
        grows = counting is CountingMethod.ANSWERS

        def stream_opener(max_body_bytes: int) -> Callable[[socket.socket], LoadStream]:
            return lambda sock: UploadStream(sock, session.connector, self._upload_path, max_body_bytes, grows=grows)

        # What stands before the server may refuse or collect a large body: small ones pass, but leave pauses.
        yield from self._measure_direction(
            "up", criteria, [(counting, stream_opener(LARGE_BODY_BYTES)), (counting, stream_opener(SMALL_BODY_BYTES))]
        )

    def _detect_counting(self) -> CountingMethod:
        with suppress(OperationFailed):
            connection = self._session.open_connection()
            try:
                numbers = json_numbers(connection.request(self._session.context, self._count_path, PING_S).body)
            finally:
                connection.close()
            if "bytes" in numbers and "seconds" in numbers:
                return CountingMethod.SERVER
        return CountingMethod.ANSWERS

    @property
    def _upload_path(self) -> str:
        return f"{self._session.connector.server.endpoint('empty')}?upload={self._upload_id}{self._query}"

    @property
    def _count_path(self) -> str:
        return f"{self._session.connector.server.path}upload/{self._upload_id}"

    def _measure_direction(
        self,
        name: str,
        criteria: StopCriteria,
        attempts: Sequence[tuple[CountingMethod, Callable[[socket.socket], LoadStream]]],
    ) -> Iterator[Observation]:
        session, context = self._session, self._session.context
        done, text = STEPS[name]
        slot = SlotLease(json_fetcher(context, session.connector.server, session.open_connection), name)
        try:
            with context.waiting():
                slot.acquire(context, WAIT_S - session.waited_s, done)
        except OperationFailed as error:
            busy = error.failure.kind is FailureKind.BUSY
            yield context.failed_observation("place" if busy else f"{name}.rate", error.failure)
            return
        finally:
            session.waited_s += slot.waited_s
        self._query = slot.query
        if slot.capacity_mbit:
            yield context.observation("server.capacity", slot.capacity_mbit)
        if slot.waited_s > STALE_PROBE_S and session.packet_probe is not None:
            with suppress(OperationFailed):
                session.close_probe()
                session.open_probe(session.stun)
        context.progress(done, text)
        try:
            with ExitStack() as stack:
                yield from self._measure_load(name, criteria, attempts, stack)
            slot.release()
        finally:
            slot.release(self._release_fetcher())

    def _release_fetcher(self) -> Callable[[str], dict[str, Any]]:
        """A way to ask that is good for a moment even after the run was cancelled."""
        session, context = self._session, self._session.context
        short_context = ProbeContext(
            replace(context.check, deadline_s=RELEASE_TIMEOUT_S), context.profile, context.net, context.system
        )
        return json_fetcher(
            short_context,
            session.connector.server,
            lambda: KeepAliveConnection(session.pool.acquire(short_context), session.connector),
        )

    def _measure_load(
        self,
        name: str,
        criteria: StopCriteria,
        attempts: Sequence[tuple[CountingMethod, Callable[[socket.socket], LoadStream]]],
        stack: ExitStack,
    ) -> Iterator[Observation]:
        """Rate, latency and cost of one direction; the next way where the first did not get through."""
        session, context = self._session, self._session.context
        load_result: LoadResult | None = None
        request_probe: RequestProbe | None = None
        failure: OperationFailed | None = None
        collected = False
        for counting, open_stream in attempts:
            failure = None
            with self._environment.meter_traffic() as traffic_meter:
                began = time.monotonic()
                try:
                    request_probe = self._open_request_probe(stack)
                    load_result = self._generate_load(counting, open_stream, criteria, request_probe)
                except OperationFailed as error:
                    failure = error
            collected = collected or (load_result is not None and load_result.collected)
            if (
                load_result is not None
                and load_result.rate is not None
                and (load_result.completed or load_result.error is None)
            ):
                break
            if context.remaining_s < LOAD_S:
                break
        if session.packet_probe is not None and load_result is not None:
            drain(context, session.packet_probe, load_result.ended_at, session.idle_s)
        train = (
            session.packet_probe.packets(began, load_result.ended_at)
            if session.packet_probe is not None and load_result is not None
            else []
        )
        rate = rate_observation(context, name, load_result, train, failure)
        yield rate
        if name == "down" and isinstance(rate.value, float):
            session.down_mbit = rate.value
        if name == "up" and counting is CountingMethod.SERVER:
            yield context.observation("up.collected", collected)
        if load_result is None:
            return
        latency_observations = (
            packet_observations(context, name, load_result, train)
            if request_probe is None
            else request_observations(
                context, name, load_result, request_probe.round_trips(load_result.started_at, load_result.ended_at)
            )
        )
        for observation in latency_observations:
            if observation.name == f"{name}.latency" and isinstance(observation.value, float):
                self.latency_ms.append(observation.value)
            yield observation
        yield from load_observations(context, name, load_result, counting)
        yield from self._observe_cross_traffic(name, load_result, traffic_meter, len(train))
        self._emit_windows(name, load_result)

    def _open_request_probe(self, stack: ExitStack) -> RequestProbe | None:
        session = self._session
        if session.packet_probe is not None:
            return None
        connections = []
        for _ in range(REQUEST_CONNECTIONS):
            connections.append(session.open_connection())
            stack.callback(connections[-1].close)
        return RequestProbe(connections, session.connector.server.endpoint("empty"))

    def _generate_load(
        self,
        counting: CountingMethod,
        open_stream: Callable[[socket.socket], LoadStream],
        criteria: StopCriteria,
        request_probe: RequestProbe | None,
    ) -> LoadResult:
        session = self._session
        upload_counter = None
        if counting is CountingMethod.SERVER:
            self._upload_id = secrets.token_hex(8)
            upload_counter = UploadCounter(
                session.pool.acquire(session.context), session.connector, self._count_path, session.down_mbit
            )
        generator = LoadGenerator(
            session.context,
            session.pool,
            open_stream,
            criteria,
            round_trip_s=session.idle_s,
            counting=counting,
            ends_s=min(LOAD_S, session.context.remaining_s),
            upload_counter=upload_counter,
            packet_probe=session.packet_probe,
            request_probe=request_probe,
        )
        try:
            with session.cpu.measure():
                load_result = generator.generate()
        finally:
            if upload_counter is not None:
                upload_counter.sock.close()
        session.transferred_bytes += load_result.transferred_bytes
        return load_result

    def _observe_cross_traffic(
        self, name: str, load_result: LoadResult, traffic_meter: TrafficMeter, packets: int
    ) -> Iterator[Observation]:
        own_traffic = OwnTraffic(
            down_bytes=load_result.transferred_bytes if name == "down" else 0,
            up_bytes=load_result.transferred_bytes if name == "up" else 0,
            datagrams=packets,
            datagram_bytes=PAYLOAD_BYTES,
        )
        with self._session.context.record(f"others.{name}", Operation.READ) as recorder:
            cross_traffic = traffic_meter.cross_traffic(own_traffic, load_result.ended_at - load_result.started_at)
            recorder.value = cross_traffic.down_mbit if name == "down" else cross_traffic.up_mbit
        yield recorder.observation()

    def _emit_windows(self, name: str, load_result: LoadResult) -> None:
        """For whoever compares with a line that changes: which seconds the rate and the latency were measured in."""
        direction = 0.0 if name == "down" else 1.0
        began = self._session.context.elapsed_s - (time.monotonic() - load_result.started_at)
        if load_result.rate is not None:
            counted = began + load_result.rate.from_s
            self._session.context.live(
                "window", (direction, round(counted, 3), round(counted + load_result.rate.seconds, 3))
            )
        settled = began + settled_at(load_result) - load_result.started_at
        self._session.context.live(
            "latency.window",
            (direction, round(settled, 3), round(began + load_result.ended_at - load_result.started_at, 3)),
        )
