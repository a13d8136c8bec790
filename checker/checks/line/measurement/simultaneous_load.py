"""Both directions kept busy at once for a moment, as when a backup runs during a meeting: one loop, no waiting."""

import selectors
import socket
from collections.abc import Callable, Mapping
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.line.direction import Direction
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.transport.byte_count import Sample
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.load_stream import READ, LoadStream
from checker.checks.line.transport.nonblocking import abort
from checker.checks.line.transport.upload_counter import UploadCounter
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s

STREAMS_EACH = 2
"""As in many a call's company: a backup and a download. More would only fill the same queues sooner."""
LOAD_S, LEAST_S, MOST_BYTES = 1.5, 0.5, 30_000_000
"""Since all streams run; a fast line ends with the bytes, but not before its queues had time to fill."""
OPEN_S = 1.2
"""For connections and first bytes: what needs longer is left unmeasured."""
TICK_S = 0.02

_Handler = Callable[[int], None]


class SimultaneousResult(Record, frozen=True, kw_only=True):
    """`started_at`, `ended_at`: monotonic clock, all streams running. `samples`: seconds, bytes that had arrived."""

    started_at: float
    ended_at: float
    samples: Mapping[Direction, tuple[Sample, ...]]
    transferred_bytes: int


class SimultaneousLoad:
    """Loads both directions once. `openers` make a stream of a connection; the train of packets goes on beside."""

    def __init__(
        self,
        context: ProbeContext,
        pool: ConnectionPool,
        openers: Mapping[Direction, Callable[[socket.socket], LoadStream]],
        upload_counter: UploadCounter,
        packet_probe: PacketProbe,
    ) -> None:
        self._context = context
        self._pool = pool
        self._openers = openers
        self._upload_counter = upload_counter
        self._packet_probe = packet_probe
        self._packet_sock: socket.socket | None = None
        self._streams: dict[Direction, list[LoadStream]] = {direction: [] for direction in openers}
        self._down_samples: list[Sample] = []
        self._called_at = self._started_at = 0.0

    def generate(self) -> SimultaneousResult:
        """Raises OperationFailed where a stream did not come about or ended early, Cancelled."""
        self._called_at = monotonic_s()
        self._pool.request(STREAMS_EACH * len(self._openers))
        with selectors.DefaultSelector() as selector:
            try:
                selector.register(self._upload_counter.sock, READ, lambda _: self._upload_counter.receive_lines())
                while not self._is_over():
                    self._context.raise_if_cancelled()
                    self._add_streams(selector)
                    self._watch_packets(selector)
                    self._packet_probe.send_due()
                    for key, events in selector.select(min(TICK_S, self._packet_probe.due_s())):
                        handle: _Handler = key.data
                        handle(events)
                    self._add_sample()
            finally:
                for stream in self._all_streams():
                    abort(stream.sock)
        return SimultaneousResult(
            started_at=self._started_at,
            ended_at=monotonic_s(),
            samples={Direction.DOWN: tuple(self._down_samples), Direction.UP: tuple(self._upload_counter.samples)},
            transferred_bytes=self._transferred_bytes(),
        )

    def _all_streams(self) -> list[LoadStream]:
        return [stream for streams in self._streams.values() for stream in streams]

    def _transferred_bytes(self) -> int:
        return sum(stream.transferred_bytes for stream in self._all_streams())

    def _is_over(self) -> bool:
        now = monotonic_s()
        if not self._started_at:
            if now - self._called_at > OPEN_S:
                raise OperationFailed(Operation.CONNECT, FailureKind.TIMEOUT, "both")
            return False
        since = now - self._started_at
        return since >= LOAD_S or (since >= LEAST_S and self._transferred_bytes() >= MOST_BYTES)

    def _add_streams(self, selector: selectors.BaseSelector) -> None:
        for result in self._pool.take_ready():
            if isinstance(result, OperationFailed):
                raise result
            direction = next(
                (direction for direction, streams in self._streams.items() if len(streams) < STREAMS_EACH), None
            )
            if direction is None:
                abort(result)
                continue
            try:
                stream = self._openers[direction](result)
            except OperationFailed:
                abort(result)
                raise
            self._streams[direction].append(stream)
            selector.register(stream.sock, stream.events, partial(self._drive, selector, stream))
        if not self._started_at and len(self._all_streams()) == STREAMS_EACH * len(self._openers):
            self._started_at = monotonic_s()

    @staticmethod
    def _drive(selector: selectors.BaseSelector, stream: LoadStream, events: int) -> None:
        before = stream.events
        stream.handle_ready(events)
        if stream.events != before:
            selector.modify(stream.sock, stream.events, selector.get_key(stream.sock).data)

    def _watch_packets(self, selector: selectors.BaseSelector) -> None:
        sock = self._packet_probe.readable()
        if sock is self._packet_sock:
            return
        if self._packet_sock is not None:
            selector.unregister(self._packet_sock)
        selector.register(sock, READ, lambda _: self._receive_packets())
        self._packet_sock = sock

    def _receive_packets(self) -> None:
        for _packet in self._packet_probe.receive_replies():
            pass

    def _add_sample(self) -> None:
        if self._started_at:
            arrived = sum(stream.delivered_bytes for stream in self._streams[Direction.DOWN])
            if not self._down_samples or arrived > self._down_samples[-1][1]:
                self._down_samples.append((monotonic_s() - self._started_at, arrived))
