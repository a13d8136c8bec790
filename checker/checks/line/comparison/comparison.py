"""The same line by another path, shortly: by the other IP version, to a second server, through the tunnel.

Whether the line is slow, or only what it was measured against, is told by two that agree or differ.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial

from msgspec.structs import replace

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.comparison.plan import ComparisonPlan
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.line.measurement.estimate_observations import latency_observation
from checker.checks.line.measurement.measurement_session import MeasurementSession
from checker.checks.line.measurement.stop_rule import CRITERIA, StopCriteria
from checker.checks.line.measurement.throughput_test import ThroughputTest
from checker.checks.line.packets.latency import estimate_latency
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.server_location import PING_S, locate_server
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import Family

COMPARISON_S = 3.0
"""One path, without waiting for places; what is missing then stays unknown."""
LONGEST_WAIT_S = 0.5
"""For a place: whoever waits longer is measured by others, and a comparison holds nobody up."""
REQUESTS, REQUEST_PAUSE_S = 8, 0.02
LEAST_S, MANY_BYTES = 0.35, 2_000_000
"""Where more than enough comes, it ends at once: no queue has to be seen filling."""
_TIMEOUT = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="course")


class Comparison:
    """One path, measured once. `transferred_bytes`: that it has cost."""

    def __init__(self, context: ProbeContext, environment: LineEnvironment, plan: ComparisonPlan) -> None:
        self._context, self._environment, self._plan = context, environment, plan
        self._observations: dict[str, Observation] = {}
        self.transferred_bytes = 0

    def observe(self) -> Iterator[Observation]:
        """Yields compared.* of this path, or why a part is missing. Raises Cancelled."""
        began = monotonic_s()
        session: MeasurementSession | None = None
        with ExitStack() as stack:
            try:
                session = self._open_session(stack)
                self._measure(session, stack)
            except Cancelled:
                self._context.raise_if_cancelled()
            except OperationFailed as error:
                if not self._observations:
                    self._keep(self._context.failed_observation("compared.latency", error.failure))
        names = ["compared.latency", *(f"compared.{direction}.rate" for direction in self._plan.enough_mbit)]
        latency_failure = self._observations[names[0]].failure if names[0] in self._observations else None
        for name in names:
            yield self._observations.get(name) or self._context.failed_observation(
                name, latency_failure or _TIMEOUT, self._subject
            )
        self.transferred_bytes = session.transferred_bytes if session is not None else 0
        waited_s = session.waited_s if session is not None else 0.0
        yield self._context.observation("compared.bytes", round(self.transferred_bytes / 1e6, 3), self._subject)
        yield self._context.observation("compared.seconds", round(monotonic_s() - began - waited_s, 2), self._subject)

    @property
    def _subject(self) -> str:
        return self._plan.path.value

    def _open_session(self, stack: ExitStack) -> MeasurementSession:
        context = self._context.limited(COMPARISON_S, silent=True)
        remote = partial(_of_version, context, self._plan.ip_version)
        connector = Connector(context.net, self._plan.server, remote)
        pool = stack.enter_context(ConnectionPool(connector))
        session = MeasurementSession(context, connector, pool, CpuMonitor(is_allowed=False))
        stack.callback(session.json_client.close)
        session.longest_wait_s, session.probes_latency = LONGEST_WAIT_S, False
        return session

    def _measure(self, session: MeasurementSession, stack: ExitStack) -> None:
        def open_connection() -> KeepAliveConnection:
            connection = session.open_connection()
            stack.callback(connection.close)
            return connection

        if self._plan.is_located:
            connection = open_connection()
        else:
            connection, _ = locate_server(session.context, session.connector, open_connection)
        round_trips = []
        for _ in range(REQUESTS):
            round_trips.append(
                connection.ping(session.context, session.connector.server.endpoint("empty"), PING_S).round_trip_s
            )
            session.context.pause(REQUEST_PAUSE_S)
        latency = estimate_latency(round_trips)
        session.idle_s = latency.ms / 1000 if latency is not None else 0.0
        self._keep(latency_observation(self._context, "compared.latency", latency))
        test = ThroughputTest(session, self._environment)
        for direction, enough_mbit in self._plan.enough_mbit.items():
            criteria = _criteria(direction, enough_mbit)
            measured = test.measure_download if direction is Direction.DOWN else test.measure_upload
            for observation in measured(criteria):
                if observation.name == f"{direction}.rate":
                    self._keep(replace(observation, name=f"compared.{direction}.rate"))

    def _keep(self, observation: Observation) -> None:
        self._observations[observation.name] = replace(observation, subject=self._subject)


def _criteria(direction: Direction, enough_mbit: float) -> StopCriteria:
    return replace(CRITERIA[direction], need_mbit=enough_mbit, least_s=LEAST_S, many_bytes=MANY_BYTES, is_brief=True)


def _of_version(context: ProbeContext, version: Family, addresses: Iterable[str]) -> list[str]:
    remote = context.remote_addresses(addresses)
    return [address for address in remote if not version or (":" in address) == (version == 6)]
