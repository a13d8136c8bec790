"""Loads one direction after the other, each with its slot, while the train of packets goes on beside it."""

import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from typing import Any

from msgspec.structs import replace

from checker.checks.context import ProbeContext
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.environment.cross_traffic import OwnTraffic, TrafficMeter
from checker.checks.line.measurement.load_generator import (
    CountingMethod,
    LoadGenerator,
    LoadPlan,
    LoadProbes,
    LoadResult,
)
from checker.checks.line.measurement.load_observations import (
    load_observations,
    packet_observations,
    rate_observation,
    request_observations,
    settled_at,
)
from checker.checks.line.measurement.measurement_session import MeasurementSession
from checker.checks.line.measurement.request_probe import RequestProbe
from checker.checks.line.measurement.router_observations import router_under_load
from checker.checks.line.measurement.simultaneous_load import SimultaneousLoad, SimultaneousResult
from checker.checks.line.measurement.simultaneous_observations import simultaneous_observations
from checker.checks.line.measurement.stop_rule import StopCriteria
from checker.checks.line.packets.codec import PAYLOAD_BYTES
from checker.checks.line.packets.metrics import ProbePacket
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import DRAIN_S, drain
from checker.checks.line.transport.download import DownloadStream
from checker.checks.line.transport.json_reply import json_fetcher, json_number
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.load_stream import LoadStream
from checker.checks.line.transport.recognition import is_page_answered
from checker.checks.line.transport.slot_lease import SlotLease
from checker.checks.line.transport.upload import UploadStream, answers_early
from checker.checks.line.transport.upload_counter import UploadCounter
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.record import Record
from checker.model.text import Text
from checker.net.clock import monotonic_s

LOAD_S, FULL_LOAD_S = 8.0, 14.5
"""One direction at most, opening its streams included; the second where everything is to be measured."""
STALE_PROBE_S = 2.0
"""The train begins anew after a wait as long as that: the reflector ends a session after a minute."""
LAST_DRAIN_S = 0.25
"""For packets of the last load; what is still in a full queue then is left out of latency and loss."""
RELEASE_TIMEOUT_S = 0.4
"""To give a slot back: who has cancelled does not wait."""
STEPS = {
    Direction.DOWN: (0.35, Text(de="Herunterladen wird gemessen", en="Measuring the download")),
    Direction.UP: (0.65, Text(de="Hochladen wird gemessen", en="Measuring the upload")),
}
"""How far the check is when a direction begins, and what it says."""
LIVE_NUMBERS = {Direction.DOWN: 0.0, Direction.UP: 1.0}
"""The first number of the live samples `window` and `latency.window`."""
BOTH_AT_ONCE = Text(de="Herunter- und Hochladen zugleich", en="Downloading and uploading at once")
BOTH_WAIT_S = 0.5
"""For each place: who waits longer is measured by others, and this part holds nobody up."""
REQUEST_CONNECTIONS = 3
EARLY_S = 0.1
"""How long the byte of the first upload is held back, or two round trips."""
LARGE_BODY_BYTES = 1 << 30
SMALL_BODY_BYTES = 900_000
"""Bytes: below the 1 MiB that nginx lets through by default."""


class LoadAttempt(Record, frozen=True, kw_only=True):
    """One way to load a direction: what makes a stream of a connection, and where its bytes are counted."""

    counting: CountingMethod
    open_stream: Callable[[socket.socket], LoadStream]


class AttemptsResult(Record, frozen=True, kw_only=True):
    """What the attempts at one direction gave, and what the last of them was measured with.

    `load_result`: of the last that came about; `error`: why the last did not; `collected`: whether something on the
    way kept the upload of any; `started_at`: of the last, monotonic clock.
    """

    load_result: LoadResult | None
    error: OperationFailed | None
    collected: bool
    counting: CountingMethod
    request_probe: RequestProbe | None
    traffic_meter: TrafficMeter
    started_at: float


class ThroughputTest:
    """`latency_ms`: what was seen under each load; `best_mbit`: the upper end of each rate's interval."""

    def __init__(self, session: MeasurementSession, environment: LineEnvironment) -> None:
        self._session = session
        self._environment = environment
        self._upload_id = secrets.token_hex(8)
        self._query = ""
        self._page_error: OperationFailed | None = None
        self._is_last = False
        self._is_counted = False
        self.latency_ms: list[float] = []
        self.best_mbit: dict[Direction, float] = {}

    def measure_download(self, criteria: StopCriteria) -> Iterator[Observation]:
        """Yields down.*. Raises Cancelled."""
        attempt = LoadAttempt(
            counting=CountingMethod.HERE,
            open_stream=lambda sock: DownloadStream(sock, self._session.connector, self._query),
        )
        yield from self._measure_direction(Direction.DOWN, criteria, [attempt])

    def measure_upload(self, criteria: StopCriteria, *, is_last: bool = False) -> Iterator[Observation]:
        """Yields up.*. `is_last`: nothing is measured after it, so that nobody has to wait for the queue to empty.

        Raises Cancelled.
        """
        session = self._session
        self._is_last = is_last
        counting = self._detect_counting()
        if self._page_error is not None and counting is not CountingMethod.SERVER:
            # An empty answer to a body is all that would speak for the server, and a catch-all page gives it too.
            yield session.context.failed_observation("up.rate", self._page_error.failure)
            return
        yield session.context.observation("up.counted", counting.value)
        self._is_counted = counting is CountingMethod.SERVER
        grows = counting is CountingMethod.ANSWERS
        is_early = False
        if grows:
            try:
                is_early = self._answers_early()
            except OperationFailed as error:
                if error.failure.operation is Operation.REQUEST and error.failure.kind is not FailureKind.EXHAUSTED:
                    yield session.context.failed_observation("up.rate", error.failure)
                    return

        def attempt(max_body_bytes: int) -> LoadAttempt:
            return LoadAttempt(
                counting=counting,
                open_stream=lambda sock: UploadStream(
                    sock, session.connector, self._upload_path, max_body_bytes, grows=grows, is_early=is_early
                ),
            )

        # What stands before the server may refuse or collect a large body: small ones pass, but leave pauses.
        attempts = [attempt(LARGE_BODY_BYTES), attempt(SMALL_BODY_BYTES)]
        yield from self._measure_direction(Direction.UP, criteria, attempts)

    def measure_both(self) -> Iterator[Observation]:
        """Yields both.*: the directions at once, where the server counts the upload and the train runs.

        Raises Cancelled.
        """
        session, context = self._session, self._session.context
        if session.packet_probe is None or not self._is_counted:
            return
        context.progress(0.85, BOTH_AT_ONCE)
        slots = [SlotLease(session.json_client.fetch, direction) for direction in Direction]
        try:
            for slot in slots:
                slot.acquire(context, BOTH_WAIT_S, 0.85)
            result = self._load_both(session.packet_probe, *(slot.query for slot in slots))
        except OperationFailed as error:
            yield context.failed_observation("both.latency", error.failure)
            return
        finally:
            for slot in slots:
                slot.release(self._release_fetcher())
        drain(context, session.packet_probe, result.ended_at, session.idle_s, LAST_DRAIN_S)
        train = session.packet_probe.packets(result.started_at, result.ended_at)
        yield from simultaneous_observations(context, result, train, session.packet_probe.packets(), session.idle_s)

    def _load_both(self, packet_probe: PacketProbe, down_query: str, up_query: str) -> SimultaneousResult:
        session, connector = self._session, self._session.connector
        self._upload_id, self._query = secrets.token_hex(8), up_query
        upload_path = self._upload_path
        upload_counter = UploadCounter(
            session.pool.acquire(session.context),
            connector,
            connector.server.path + self._count_path,
            session.down_mbit,
        )
        with closing(upload_counter.sock):
            openers: dict[Direction, Callable[[socket.socket], LoadStream]] = {
                Direction.DOWN: lambda sock: DownloadStream(sock, connector, down_query),
                Direction.UP: lambda sock: UploadStream(sock, connector, upload_path, LARGE_BODY_BYTES, grows=False),
            }
            load = SimultaneousLoad(session.context, session.pool, openers, upload_counter, packet_probe)
            result = load.generate()
        session.transferred_bytes += result.transferred_bytes
        return result

    def _detect_counting(self) -> CountingMethod:
        with suppress(OperationFailed):
            count = self._session.json_client.fetch(self._count_path)
            if all(json_number(count.get(name)) is not None for name in ("bytes", "seconds")):
                return CountingMethod.SERVER
        return CountingMethod.ANSWERS

    def _answers_early(self) -> bool:
        """An upload of one byte shows a page before the line is loaded, too."""
        session = self._session
        sock = session.pool.acquire(session.context)
        with closing(sock):
            wait_s = max(EARLY_S, 2 * session.idle_s)
            return answers_early(session.context, sock, session.connector, self._upload_path, wait_s)

    @property
    def _upload_path(self) -> str:
        return f"{self._session.connector.server.endpoint('empty')}?upload={self._upload_id}{self._query}"

    @property
    def _count_path(self) -> str:
        return f"upload/{self._upload_id}"

    def _measure_direction(
        self, direction: Direction, criteria: StopCriteria, attempts: Sequence[LoadAttempt]
    ) -> Iterator[Observation]:
        """With a slot where the server hands them out; given back even where the run was cancelled."""
        session, context = self._session, self._session.context
        done, text = STEPS[direction]
        slot = SlotLease(session.json_client.fetch, direction)
        try:
            with context.waiting():
                slot.acquire(context, session.longest_wait_s - session.waited_s, done)
        except OperationFailed as error:
            busy = error.failure.kind is FailureKind.BUSY
            yield context.failed_observation("place" if busy else f"{direction}.rate", error.failure)
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
                yield from self._measure_load(direction, criteria, attempts, stack)
            slot.release(session.json_client.send if self._is_last else None)
        finally:
            slot.release(self._release_fetcher())

    def _release_fetcher(self) -> Callable[[str], dict[str, Any]]:
        """Asks the server for a moment longer, even after the run was cancelled."""
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
        self, direction: Direction, criteria: StopCriteria, attempts: Sequence[LoadAttempt], stack: ExitStack
    ) -> Iterator[Observation]:
        """Rate, latency and cost of one direction."""
        session, context = self._session, self._session.context
        with session.probing_router():
            result = self._run_attempts(attempts, criteria, stack)
            train = self._train_beside(result)
        rate = rate_observation(context, direction, result.load_result, train, result.error)
        yield rate
        if isinstance(rate.value, float):
            self.best_mbit[direction] = rate.value + (rate.uncertainty or 0.0)
            session.down_mbit = rate.value if direction is Direction.DOWN else session.down_mbit
        error = result.error or (result.load_result.error if result.load_result is not None else None)
        if direction is Direction.DOWN and rate.failure is not None and error is not None and is_page_answered(error):
            self._page_error = error
        if direction is Direction.UP and result.counting is CountingMethod.SERVER:
            yield context.observation("up.collected", result.collected)
        if result.load_result is None:
            return
        yield from self._observe_latency(direction, result.load_result, result.request_probe, train)
        if session.router_probe is not None and session.router_probe.method:
            packets = session.router_probe.packets(result.load_result.started_at, result.load_result.ended_at)
            yield from router_under_load(context, direction, result.load_result, packets)
        yield from load_observations(context, direction, result.load_result, result.counting)
        yield self._observe_cross_traffic(direction, result.load_result, result.traffic_meter, len(train))
        self._emit_windows(direction, result.load_result)

    def _run_attempts(
        self, attempts: Sequence[LoadAttempt], criteria: StopCriteria, stack: ExitStack
    ) -> AttemptsResult:
        """The next one where the one before did not get through, and there is time for it."""
        load_result: LoadResult | None = None
        request_probe: RequestProbe | None = None
        collected = False
        for attempt in attempts:
            error: OperationFailed | None = None
            with self._environment.meter_traffic() as traffic_meter:
                started_at = monotonic_s()
                try:
                    request_probe = self._open_request_probe(stack)
                    load_result = self._generate_load(attempt, criteria, request_probe)
                except OperationFailed as failed:
                    error = failed
            is_usable = load_result is not None and load_result.is_usable
            collected = collected or (load_result is not None and load_result.collected)
            if is_usable or self._session.context.remaining_s < LOAD_S:
                break
        return AttemptsResult(
            load_result=load_result,
            error=error,
            collected=collected,
            counting=attempt.counting,
            request_probe=request_probe,
            traffic_meter=traffic_meter,
            started_at=started_at,
        )

    def _train_beside(self, result: AttemptsResult) -> list[ProbePacket]:
        """The packets sent during the load, once those on their way had time to come back."""
        session = self._session
        if session.packet_probe is None or result.load_result is None:
            return []
        longest_s = LAST_DRAIN_S if self._is_last else DRAIN_S
        drain(session.context, session.packet_probe, result.load_result.ended_at, session.idle_s, longest_s)
        return session.packet_probe.packets(result.started_at, result.load_result.ended_at)

    def _open_request_probe(self, stack: ExitStack) -> RequestProbe | None:
        session = self._session
        if session.packet_probe is not None or not session.probes_latency:
            return None
        connections = []
        for _ in range(REQUEST_CONNECTIONS):
            connections.append(session.open_connection())
            stack.callback(connections[-1].close)
        return RequestProbe(connections, session.connector.server.endpoint("empty"))

    def _generate_load(
        self, attempt: LoadAttempt, criteria: StopCriteria, request_probe: RequestProbe | None
    ) -> LoadResult:
        session = self._session
        upload_counter = None
        if attempt.counting is CountingMethod.SERVER:
            self._upload_id = secrets.token_hex(8)
            upload_counter = UploadCounter(
                session.pool.acquire(session.context),
                session.connector,
                session.connector.server.path + self._count_path,
                session.down_mbit,
            )
        plan = LoadPlan(
            open_stream=attempt.open_stream,
            criteria=criteria,
            counting=attempt.counting,
            round_trip_s=session.idle_s,
            timeout_s=min(FULL_LOAD_S if criteria.full else LOAD_S, session.context.remaining_s),
        )
        probes = LoadProbes(
            upload_counter=upload_counter, packet_probe=session.packet_probe, request_probe=request_probe
        )
        try:
            with session.cpu.measure():
                load_result = LoadGenerator(session.context, session.pool, plan, probes).generate()
        finally:
            if upload_counter is not None:
                upload_counter.sock.close()
        session.transferred_bytes += load_result.transferred_bytes
        return load_result

    def _observe_latency(
        self,
        direction: Direction,
        load_result: LoadResult,
        request_probe: RequestProbe | None,
        train: Sequence[ProbePacket],
    ) -> Iterator[Observation]:
        """Of the train, or of the requests that took its place."""
        context = self._session.context
        if request_probe is None:
            probe = self._session.packet_probe
            all_packets = probe.packets() if probe is not None else train
            observations = packet_observations(context, direction, load_result, train, all_packets)
        else:
            round_trips = request_probe.round_trips(load_result.started_at, load_result.ended_at)
            observations = request_observations(context, direction, load_result, round_trips)
        for observation in observations:
            if observation.name == f"{direction}.latency" and isinstance(observation.value, float):
                self.latency_ms.append(observation.value)
            yield observation

    def _observe_cross_traffic(
        self, direction: Direction, load_result: LoadResult, traffic_meter: TrafficMeter, packets: int
    ) -> Observation:
        own_traffic = OwnTraffic(
            down_bytes=load_result.transferred_bytes if direction is Direction.DOWN else 0,
            up_bytes=load_result.transferred_bytes if direction is Direction.UP else 0,
            datagrams=packets,
            datagram_bytes=PAYLOAD_BYTES,
        )
        with self._session.context.record(f"others.{direction}", Operation.READ) as recorder:
            seconds = load_result.ended_at - load_result.started_at
            recorder.value = traffic_meter.cross_traffic(own_traffic, seconds).mbit(direction)
        return recorder.observation()

    def _emit_windows(self, direction: Direction, load_result: LoadResult) -> None:
        """For whoever compares with a line that changes: which seconds the rate and the latency were measured in."""
        number = LIVE_NUMBERS[direction]
        began = self._session.context.elapsed_s - (monotonic_s() - load_result.started_at)
        if load_result.rate is not None:
            counted = began + load_result.rate.from_s
            self._session.context.live(
                "window", (number, round(counted, 3), round(counted + load_result.rate.seconds, 3))
            )
        settled = began + settled_at(load_result) - load_result.started_at
        self._session.context.live(
            "latency.window",
            (number, round(settled, 3), round(began + load_result.ended_at - load_result.started_at, 3)),
        )
