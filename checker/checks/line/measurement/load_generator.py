"""Keeps the line busy in one direction for a while, and watches rate and latency meanwhile: one loop, no waiting."""

import selectors
import socket
from collections.abc import Callable
from enum import Enum
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.rate_change import RateChange, find_rate_change, since_change
from checker.checks.line.measurement.rate_estimate import RateEstimate, estimate_rate, is_sagging, recent_mbit
from checker.checks.line.measurement.request_probe import RequestProbe
from checker.checks.line.measurement.stop_rule import (
    FULL_BYTES,
    FULL_S,
    LoadStopReason,
    StopCriteria,
    find_stop_reason,
)
from checker.checks.line.packets.codec import PACKET_BYTES
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.transport.byte_count import Sample, mbit_per_s
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.load_stream import READ, LoadStream
from checker.checks.line.transport.nonblocking import abort
from checker.checks.line.transport.upload_counter import UploadCounter
from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s

STREAMS = ((0.0, 2), (8.0, 4), (70.0, 8))
"""At so many Mbit/s, so many streams: eight are needed at a gigabit, two are best at one."""
GROW_S = 1.2
"""After it no stream is added: what it would add no longer counts."""
TICK_S = 0.02
SAMPLE_EVERY_S = 0.004
FULL_REST_S, FULL_LONGEST_REST_S = 0.003, 0.02
"""Where everything is measured, for many seconds: what comes meanwhile is taken in at once, at a fraction of the cost.

The shorter until no stream is added any more."""
REST_BYTES = 32_768
"""Of each stream, what may come meanwhile: half of the receive buffer that a connection begins with on Windows."""
CHECK_EVERY_S, FULL_CHECK_EVERY_S = 0.05, 1.0
"""Every check looks at all samples; where everything is measured, there are many and nothing is in a hurry."""
ARRIVALS_MBIT = 12.0
"""Beyond, a lost packet is repeated soon, and the moments that a kernel notes (4 ms) are coarser than packets."""
ARRIVALS_SHARE = 0.5
"""Of the time, for which segments must have been counted: the first of a stream are not."""
SHOW_EVERY_S = 0.1
DEAD_S = 3.0
"""Without a single byte arriving: nothing will be measured here."""
COLLECTED_BYTES, COLLECTED_RATIO = 3_000_000, 8
"""Send buffers hold some 4 MB; beyond, what does not arrive is held elsewhere."""
PROBE_GOODPUT_BYTES = PACKET_BYTES * 1448 / 1500
"""What TCP could have carried in the place of one packet of the train."""


class CountingMethod(Enum):
    """Where bytes are known to have arrived: here, by the server's answers to whole bodies, or by its running count."""

    HERE = "here"
    ANSWERS = "answers"
    SERVER = "server"


class LoadResult(Record, frozen=True, kw_only=True):
    """What one direction gave. `samples` in seconds of the counting clock; `started_at`, `ended_at`: monotonic clock.

    `change`: where the line slowed down; `rate` is then that of the time since.

    `error`: why a stream ended; `completed`: whether others went on to the end; `transferred_bytes`: bytes that it
    cost.
    """

    samples: tuple[Sample, ...]
    rate: RateEstimate | None
    change: RateChange | None = None
    stop_reason: LoadStopReason
    started_at: float
    ended_at: float
    streams: int
    transferred_bytes: int
    error: OperationFailed | None
    completed: bool
    collected: bool

    @property
    def is_usable(self) -> bool:
        """Whether it holds a rate, and a stream lasted to the end."""
        return self.rate is not None and (self.completed or self.error is None)


class LoadPlan(Record, frozen=True, kw_only=True):
    """How one direction is to be loaded. `open_stream` makes a stream of a connection.

    `round_trip_s`: at rest; `timeout_s`: the load ends after it, opening its streams included.
    """

    open_stream: Callable[[socket.socket], LoadStream]
    criteria: StopCriteria
    counting: CountingMethod
    round_trip_s: float
    timeout_s: float


class LoadProbes(Record, frozen=True, kw_only=True):
    """What goes on beside a load: the server's own count of an upload, where it keeps one; and for the latency under
    load the train of packets, or else small requests.
    """

    upload_counter: UploadCounter | None = None
    packet_probe: PacketProbe | None = None
    request_probe: RequestProbe | None = None


_Handler = Callable[[selectors.BaseSelector, int], None]
"""What the selector holds with each socket: called with the events that are ready."""


class LoadGenerator:
    """Loads one direction once."""

    def __init__(self, context: ProbeContext, pool: ConnectionPool, plan: LoadPlan, probes: LoadProbes) -> None:
        self._context = context
        self._pool = pool
        self._plan = plan
        self._probes = probes
        self._streams: list[LoadStream] = []
        self._ended_streams: list[LoadStream] = []
        self._spare_sockets: list[socket.socket] = []
        self._samples: list[Sample] = probes.upload_counter.samples if probes.upload_counter is not None else []
        self._first_error: OperationFailed | None = None
        self._started_at = 0.0
        self._target_streams = STREAMS[0][1]
        self._next_show = self._next_check = 0.0
        self._recent_mbit = 0.0
        self._latest_round_trip_s = plan.round_trip_s
        self._probe_replies = 0
        self._packet_sock: socket.socket | None = None
        self._stop_reason: LoadStopReason | None = None

    def generate(self) -> LoadResult:
        """Loads the line until enough was seen.

        Raises OperationFailed where no stream could be opened at all, Cancelled.
        """
        called_at = monotonic_s()
        self._pool.request(STREAMS[-1][1])
        with selectors.DefaultSelector() as selector:
            try:
                self._register_probes(selector)
                while self._stop_reason is None and not self._is_over(called_at):
                    self._context.raise_if_cancelled()
                    self._add_streams(selector)
                    self._watch_packets(selector)
                    self._send_probes()
                    self._handle_ready(selector)
                    self._check_progress()
                    self._rest()
            finally:
                for sock in (*(stream.sock for stream in self._streams), *self._spare_sockets):
                    abort(sock)
        if not self._streams and not self._ended_streams and self._first_error is not None:
            raise self._first_error
        return self._result()

    def _rest(self) -> None:
        if self._plan.criteria.full and self._samples:
            packet_probe = self._probes.packet_probe
            self._context.pause(self._rest_s() if packet_probe is None else min(self._rest_s(), packet_probe.due_s()))

    def _rest_s(self) -> float:
        """So short that no buffer runs full or empty: a send buffer holds a round trip more than is on its way.

        Answers to small requests are noted when they are read; packets of the train by the kernel.
        """
        if self._probes.request_probe is not None or monotonic_s() - self._started_at < GROW_S:
            return FULL_REST_S
        calm_s = max(FULL_REST_S, self._latest_round_trip_s / 2)
        buffered_s = REST_BYTES * len(self._streams) * 8e-6 / max(self._recent_mbit, 0.01)
        return min(FULL_LONGEST_REST_S, calm_s, buffered_s)

    def _handle_ready(self, selector: selectors.BaseSelector) -> None:
        if not selector.get_map():  # all ended while connections are being opened; Windows' select refuses to wait
            self._context.pause(TICK_S)
            return
        for key, events in selector.select(self._select_timeout_s()):
            handle: _Handler = key.data
            handle(selector, events)

    def _register_probes(self, selector: selectors.BaseSelector) -> None:
        probes = self._probes
        if probes.upload_counter is not None:
            selector.register(probes.upload_counter.sock, READ, partial(self._receive_count, probes.upload_counter))
        if probes.request_probe is not None:
            for sock in probes.request_probe.sockets:
                selector.register(sock, READ, partial(self._receive_response, probes.request_probe, sock))

    def _watch_packets(self, selector: selectors.BaseSelector) -> None:
        """Waits on the socket that replies come from now: another one, once a process that notes arrivals is ready."""
        packet_probe = self._probes.packet_probe
        if packet_probe is None or (sock := packet_probe.readable()) is self._packet_sock:
            return
        if self._packet_sock is not None:
            selector.unregister(self._packet_sock)
        selector.register(sock, READ, partial(self._receive_packets, packet_probe))
        self._packet_sock = sock

    def _result(self) -> LoadResult:
        rate, change = self._rate()
        collected = self._plan.counting is CountingMethod.SERVER and _is_collected(
            self._samples, self._transferred_bytes()
        )
        return LoadResult(
            samples=tuple(self._samples),
            rate=None if collected else rate,
            change=change if change is not None and change.believed and not collected else None,
            stop_reason=self._stop_reason or LoadStopReason.TIME,
            started_at=self._started_at,
            ended_at=monotonic_s(),
            streams=len(self._streams) + len(self._ended_streams),
            transferred_bytes=self._transferred_bytes(),
            error=self._first_error,
            completed=bool(self._streams),
            collected=collected,
        )

    def _is_over(self, called_at: float) -> bool:
        """No stream runs any more, or none came about, or the time is up."""
        now = monotonic_s()
        if now - called_at > self._plan.timeout_s or not (self._streams or self._pool.pending or self._spare_sockets):
            return True
        if not self._streams and len(self._ended_streams) >= self._target_streams:
            return True
        return bool(self._started_at) and not self._samples and now - self._started_at > DEAD_S

    def _select_timeout_s(self) -> float:
        packet_probe = self._probes.packet_probe
        return TICK_S if packet_probe is None else min(TICK_S, packet_probe.due_s())

    def _send_probes(self) -> None:
        probes = self._probes
        if probes.packet_probe is not None:
            probes.packet_probe.send_due()
        if probes.request_probe is not None and self._started_at:
            probes.request_probe.send_due()

    def _add_streams(self, selector: selectors.BaseSelector) -> None:
        now = monotonic_s()
        self._take_connections()
        if self._started_at and now - self._started_at < GROW_S:
            rate = recent_mbit(self._samples, max(0.05, 2 * self._plan.round_trip_s))
            self._target_streams = max(self._target_streams, *(n for mbit, n in STREAMS if rate >= mbit))
        while self._spare_sockets and len(self._streams) + len(self._ended_streams) < self._target_streams:
            sock = self._spare_sockets.pop()
            try:
                stream = self._plan.open_stream(sock)
            except OperationFailed as error:
                self._first_error = self._first_error or error
                sock.close()
                continue
            selector.register(stream.sock, stream.events, partial(self._drive_stream, stream))
            self._streams.append(stream)
            self._started_at = self._started_at or now

    def _take_connections(self) -> None:
        for result in self._pool.take_ready():
            if isinstance(result, OperationFailed):
                self._first_error = self._first_error or result
            else:
                self._spare_sockets.append(result)

    def _drive_stream(self, stream: LoadStream, selector: selectors.BaseSelector, events: int) -> None:
        try:
            before = stream.events
            stream.handle_ready(events)
            if stream.events != before:
                selector.modify(stream.sock, stream.events, selector.get_key(stream.sock).data)
        except OperationFailed as error:
            self._first_error = self._first_error or error
            selector.unregister(stream.sock)
            self._streams.remove(stream)
            self._ended_streams.append(stream)
            abort(stream.sock)

    def _receive_count(self, upload_counter: UploadCounter, selector: selectors.BaseSelector, _events: int) -> None:
        try:
            upload_counter.receive_lines()
        except OperationFailed as error:
            self._first_error = self._first_error or error
            selector.unregister(upload_counter.sock)

    def _receive_packets(self, packet_probe: PacketProbe, _selector: selectors.BaseSelector, _events: int) -> None:
        for packet in packet_probe.receive_replies():
            self._probe_replies += packet.sent_at >= self._started_at > 0
            self._latest_round_trip_s = packet.round_trip_s or self._latest_round_trip_s
            if packet.received_at is not None and packet.round_trip_s is not None:
                self._emit_latency(packet.received_at, packet.round_trip_s)

    def _receive_response(
        self, request_probe: RequestProbe, sock: socket.socket, selector: selectors.BaseSelector, _events: int
    ) -> None:
        for at, seconds in request_probe.receive(sock, selector):
            self._emit_latency(at, seconds)

    def _emit_latency(self, at: float, seconds: float) -> None:
        self._context.live(
            "latency", (round(self._context.elapsed_s - (monotonic_s() - at), 3), round(seconds * 1000, 1))
        )

    def _check_progress(self) -> None:
        now = monotonic_s()
        if not self._started_at:
            return
        if self._plan.counting is not CountingMethod.SERVER:
            self._add_sample(now - self._started_at)
        if now >= self._next_show:
            self._next_show = now + SHOW_EVERY_S
            self._recent_mbit = recent_mbit(self._samples, 0.3)
            self._context.live("rate", (round(self._context.elapsed_s, 2), round(self._recent_mbit, 2)))
        since, is_full = now - self._started_at, self._plan.criteria.full
        is_at_bound = is_full and (since >= FULL_S or self._transferred_bytes() >= FULL_BYTES)
        if now >= self._next_check or is_at_bound:
            self._next_check = now + (FULL_CHECK_EVERY_S if is_full else CHECK_EVERY_S)
            sags = not is_full and is_sagging(self._arrived_samples())
            rate, change = self._rate()
            self._stop_reason = find_stop_reason(
                rate, since, self._transferred_bytes(), self._plan.criteria, sags=sags, change=change
            )

    def _add_sample(self, since: float) -> None:
        delivered = sum(stream.delivered_bytes for stream in (*self._streams, *self._ended_streams))
        if self._plan.counting is CountingMethod.HERE:
            delivered += round(self._probe_replies * PROBE_GOODPUT_BYTES)
        at, before = self._samples[-1] if self._samples else (-1.0, 0)
        # Between two answers nothing is known: a sample there would stretch the time of the last one.
        if delivered > before and since - at >= SAMPLE_EVERY_S:
            self._samples.append((since, delivered))

    def _rate(self) -> tuple[RateEstimate | None, RateChange | None]:
        round_trip_s, samples = self._plan.round_trip_s, self._arrived_samples()
        change = find_rate_change(samples, round_trip_s)
        rate = estimate_rate(since_change(samples, change), round_trip_s)
        if rate is None and change is not None and change.believed:  # too little came since to tell a rate from
            return estimate_rate(samples, round_trip_s), None
        return rate, change

    def _arrived_samples(self) -> list[Sample]:
        """Of segments where the server counts them, for nothing of those is held back; else of bytes."""
        upload_counter = self._probes.upload_counter
        if upload_counter is None or not upload_counter.arrivals or not self._samples:
            return self._samples
        seconds, byte_count = self._samples[-1]
        arrived_s = upload_counter.arrivals[-1][0] - upload_counter.arrivals[0][0]
        is_slow = seconds > 0 and mbit_per_s(byte_count, seconds) < ARRIVALS_MBIT
        return upload_counter.arrivals if is_slow and arrived_s >= ARRIVALS_SHARE * seconds else self._samples

    def _transferred_bytes(self) -> int:
        return sum(stream.transferred_bytes for stream in (*self._streams, *self._ended_streams))


def _is_collected(samples: list[Sample], transferred_bytes: int) -> bool:
    """Much has left, and the server counts nothing: something on the way keeps the upload before it passes it on."""
    arrived = samples[-1][1] if samples else 0
    return transferred_bytes > COLLECTED_BYTES and arrived < transferred_bytes / COLLECTED_RATIO
