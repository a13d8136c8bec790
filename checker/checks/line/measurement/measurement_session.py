"""What the phases of one measurement share: the way to the server, the train of packets, and the cost until now."""

from collections.abc import Iterator
from contextlib import contextmanager

from checker.checks.context import TimeLimitedContext
from checker.checks.line.environment.cpu import CpuMonitor
from checker.checks.line.measurement.router_probe import RouterProbe
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import open_stamp_probe, open_stun_probe
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.json_reply import JsonClient
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.model.failure import OperationFailed

WAIT_S = 75.0
"""For slots, both directions together."""


class MeasurementSession:
    """`idle_s`: the round trip at rest, once known; `down_mbit`: the download's rate, once known; 0 before.

    `longest_wait_s`: for slots, in all. `probes_latency`: whether latency under load is of interest.
    """

    def __init__(
        self, context: TimeLimitedContext, connector: Connector, pool: ConnectionPool, cpu: CpuMonitor
    ) -> None:
        self.context, self.connector, self.pool, self.cpu = context, connector, pool, cpu
        self.json_client = JsonClient(context, connector, self.open_connection)
        self.packet_probe: PacketProbe | None = None
        self.router_probe: RouterProbe | None = None
        self.stun = ""
        self.idle_s = 0.0
        self.down_mbit = 0.0
        self.waited_s = 0.0
        self.longest_wait_s = WAIT_S
        self.probes_latency = True
        self.transferred_bytes = 0

    def open_connection(self) -> KeepAliveConnection:
        """A connection for small requests. Raises OperationFailed, Cancelled."""
        return KeepAliveConnection(self.pool.acquire(self.context), self.connector)

    @contextmanager
    def probing_router(self) -> Iterator[None]:
        """The router is asked as well while the block runs; what came is there after it."""
        if self.router_probe is not None:
            self.router_probe.begin()
        try:
            yield
        finally:
            if self.router_probe is not None:
                self.router_probe.pause()

    def open_probe(self, stun: str) -> None:
        """To the desk's reflector, else to a STUN server where one is named.

        Raises OperationFailed of the first, Cancelled.
        """
        self.stun = stun
        try:
            self.packet_probe = open_stamp_probe(
                self.json_client.fetch,
                self.connector.server.host,
                self.context.remote_addresses,
            )
        except OperationFailed:
            if not stun:
                raise
            self.packet_probe = open_stun_probe(stun, self.context.remote_addresses)

    def close_probe(self) -> None:
        """No more packets."""
        if self.packet_probe is not None:
            self.packet_probe.close()
        self.packet_probe = None
