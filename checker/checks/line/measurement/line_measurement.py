"""One measurement from the first connection to the last: at rest, downloading, uploading."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

from msgspec.structs import replace

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.comparison.comparison import Comparison
from checker.checks.line.comparison.plan import LineResult, comparison_plans, other_version
from checker.checks.line.diagnose.thresholds import BLOATED_MS
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.line.environment.suspend import SuspendDetector
from checker.checks.line.measurement import idle
from checker.checks.line.measurement.measurement_session import MeasurementSession
from checker.checks.line.measurement.router_observations import router_at_rest
from checker.checks.line.measurement.router_probe import INTERVAL_S, SLOW_INTERVAL_S, RouterProbe
from checker.checks.line.measurement.stop_rule import CRITERIA, StopCriteria
from checker.checks.line.measurement.throughput_test import ThroughputTest
from checker.checks.line.need import CONTRACT_SHARE, LineNeed, Role
from checker.checks.line.roles import required_mbit
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.server import parse_server_url
from checker.checks.line.transport.server_location import locate_server
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import Family
from checker.net.metered import metered
from checker.net.windows.timer import fine_timer

MEASUREMENT_S, FULL_MEASUREMENT_S = 30.0, 45.0
"""The whole of it without waiting for places: a healthy line takes five to seven, a server that hangs ends it here."""
PING_S = 2.0
SETTLE_S = 1.0
"""What a full queue gets to empty itself before the other direction begins, where no train tells."""
PING_PAUSE_S = 0.03
COMPARING = Text(de="Andere Wege werden verglichen", en="Comparing other paths")


class LineMeasurement:
    """`stack` closes what is opened on the way."""

    def __init__(self, context: ProbeContext, need: LineNeed, stack: ExitStack, *, full: bool) -> None:
        self._check_context, self._context = context, context.limited(FULL_MEASUREMENT_S if full else MEASUREMENT_S)
        self._need, self._stack, self._full = need, stack, full
        connector = Connector(context.net, parse_server_url(need.endpoint), context.remote_addresses)
        self._session = MeasurementSession(
            self._context,
            connector,
            stack.enter_context(ConnectionPool(connector)),
            CpuMonitor(is_allowed=context.may_read("cpu.during")),
        )
        stack.callback(self._session.json_client.close)
        self._began = monotonic_s()

    def observe(self) -> Iterator[Observation]:
        """Yields every observation of the run; when its time is over, what is missing. Raises Cancelled."""
        names = set()
        try:
            for observation in self._observe_phases():
                names.add(observation.name)
                yield observation
        except Cancelled:
            self._check_context.raise_if_cancelled()
            timeout = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="course")
            for name in ("down.rate", "up.rate") if "server.answer" in names else ("server.answer",):
                if name not in names:
                    yield self._check_context.failed_observation(name, timeout)
            yield from self._observe_cost()

    def _observe_phases(self) -> Iterator[Observation]:
        context, session = self._context, self._session
        yield context.observation("proxy", session.connector.uses_proxy)
        context.progress(0.02, Text(de="Messstelle wird gesucht", en="Looking for the measuring point"))
        with context.record("server.answer", Operation.CONNECT) as answer:
            connection, response = locate_server(context, session.connector, self._open_connection)
            answer.value = round(response.round_trip_s * 1000, 2)
        yield answer.observation()
        if answer.failure is not None:
            return
        yield context.observation("ip.version", session.connector.ip_version)
        environment = LineEnvironment(session.connector.next_host, context.system)
        yield from environment.observe_adapter(context)
        yield from self._observe_metered()
        suspend_detector = _start_suspend_detector(context.system)
        self._open_router_probe(environment)
        with session.probing_router():
            yield from self._observe_idle(connection)
        yield from router_at_rest(context, session.router_probe)
        throughput_test = ThroughputTest(session, environment)
        yield from throughput_test.measure_download(self._stop_criteria(Direction.DOWN))
        self._wait_for_empty_queue(connection)
        version = other_version(context, session.connector)
        is_last = not (version or self._need.second or self._need.inside or Role.VIDEO in self._need.roles)
        yield from throughput_test.measure_upload(self._stop_criteria(Direction.UP), is_last=is_last)
        if self._asks_for_both(throughput_test):
            yield from throughput_test.measure_both()
        yield from self._compare_paths(throughput_test, environment, version)
        yield from self._observe_end(throughput_test, environment, suspend_detector)

    def _open_connection(self) -> KeepAliveConnection:
        connection = self._session.open_connection()
        self._stack.callback(connection.close)
        return connection

    def _observe_metered(self) -> Iterator[Observation]:
        with self._context.record("metered", Operation.READ) as recorder:
            recorder.value = metered(self._context.system)
            if recorder.value is None:
                raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "metered")
        yield recorder.observation()

    def _open_router_probe(self, environment: LineEnvironment) -> None:
        with suppress(OperationFailed, OSError):
            address = environment.router_address()
            if address:
                self._session.router_probe = RouterProbe(address, SLOW_INTERVAL_S if self._full else INTERVAL_S)
                self._stack.callback(self._session.router_probe.close)

    def _observe_idle(self, connection: KeepAliveConnection) -> Iterator[Observation]:
        context, session = self._context, self._session
        context.progress(0.08, Text(de="Antwortzeit wird gemessen", en="Measuring the response time"))
        with context.record("udp", Operation.RECEIVE) as udp:
            session.open_probe(self._need.stun)
            udp.value = session.packet_probe.name if session.packet_probe is not None else None
        yield udp.observation()
        self._stack.callback(session.close_probe)
        path = session.connector.server.endpoint("empty")
        observations = (
            idle.observe_packets(context, session.packet_probe, full=self._full)
            if session.packet_probe is not None
            else idle.observe_requests(context, lambda: connection.ping(context, path, PING_S).round_trip_s)
        )
        for observation in observations:
            if observation.name == "idle.latency" and isinstance(observation.value, float):
                session.idle_s = observation.value / 1000
            yield observation

    def _stop_criteria(self, direction: Direction) -> StopCriteria:
        return replace(CRITERIA[direction], need_mbit=required_mbit(self._need, direction), full=self._full)

    def _asks_for_both(self, throughput_test: ThroughputTest) -> bool:
        """Where the profile names video, and neither direction alone fills a queue that is said anyhow."""
        latency_ms = throughput_test.latency_ms
        is_calm = bool(latency_ms) and max(latency_ms) < self._session.idle_s * 1000 + BLOATED_MS
        return Role.VIDEO in self._need.roles and is_calm

    def _compare_paths(
        self, throughput_test: ThroughputTest, environment: LineEnvironment, version: Family
    ) -> Iterator[Observation]:
        context, session = self._context, self._session
        result = LineResult(
            enough_mbit={direction: required_mbit(self._need, direction, CONTRACT_SHARE) for direction in Direction},
            best_mbit=throughput_test.best_mbit,
            full=self._full,
        )
        for plan in comparison_plans(context, self._need, session.connector.server, version, result):
            context.progress(0.9, COMPARING)
            comparison = Comparison(context, environment, plan)
            yield from comparison.observe()
            session.transferred_bytes += comparison.transferred_bytes

    def _wait_for_empty_queue(self, connection: KeepAliveConnection) -> None:
        """Waits until the queue of the last load is gone: its rest would be counted against the next one."""
        context, session = self._context, self._session
        if session.packet_probe is not None:
            return  # its drain has seen to it
        ends = monotonic_s() + SETTLE_S
        with suppress(OperationFailed):
            while (remaining_s := ends - monotonic_s()) > 0:
                response = connection.ping(context, session.connector.server.endpoint("empty"), remaining_s)
                if response.round_trip_s < 1.5 * session.idle_s + 0.01:
                    return
                context.pause(PING_PAUSE_S)

    def _observe_end(
        self, throughput_test: ThroughputTest, environment: LineEnvironment, suspend_detector: SuspendDetector | None
    ) -> Iterator[Observation]:
        context, session = self._context, self._session
        if throughput_test.latency_ms and session.idle_s:
            yield context.observation(
                "bloat", round(max(0.0, max(throughput_test.latency_ms) - session.idle_s * 1000), 1)
            )
        yield environment.observe_address_change(context)
        if suspend_detector is not None:
            yield context.observation("suspended", suspend_detector.suspended())
        yield from self._observe_cost()

    def _observe_cost(self) -> Iterator[Observation]:
        context, session = self._check_context, self._session
        yield context.observation("bytes", round(session.transferred_bytes / 1e6, 3))
        yield context.observation("waited", round(session.waited_s, 1))
        yield context.observation("seconds", round(monotonic_s() - self._began - session.waited_s, 1))
        if session.cpu.is_allowed:
            yield context.observation("cpu.own", round(time.process_time(), 2))
        if session.cpu.peak_percent is not None:
            yield context.observation("cpu.during", round(session.cpu.peak_percent))


def _start_suspend_detector(system: str) -> SuspendDetector | None:
    try:
        return SuspendDetector(system)
    except OperationFailed:
        return None


class LibreSpeed:
    """Measures against the need's endpoint: LibreSpeed's own server, or the desk's, which also counts and reflects.

    `full`: to the end, whatever is needed.
    """

    name = "LibreSpeed HTTP"

    def __init__(self, need: LineNeed, *, full: bool = False) -> None:
        self._need = need
        self._full = full

    def measure(self, context: ProbeContext) -> Iterator[Observation]:
        """Yields each part as soon as it is known. Raises Cancelled."""
        yield context.observation("method", self.name)
        with context.record("server", Operation.REQUEST) as server:
            server.value = parse_server_url(self._need.endpoint).host
        yield server.observation()
        if server.failure is not None:
            yield context.failed_observation("server.answer", server.failure)
            return
        with fine_timer(), ExitStack() as stack:
            yield from LineMeasurement(context, self._need, stack, full=self._full).observe()
