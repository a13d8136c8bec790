"""How late the router answers meanwhile: what waits before it waits at home, the rest behind it.

A thread of its own, for Windows' echo requests block; it sends only between `begin` and `pause`, and never more than
PACKETS in all. Where the router answers no echo request, it is asked at a closed UDP port, then for a TCP connection.
"""

import secrets
import threading
from collections.abc import Callable
from functools import partial

from checker.checks.line.packets.metrics import ProbePacket
from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.icmp.messages import PingSeries
from checker.net.icmp.ping import ping, sends_itself
from checker.net.refusal_time import tcp_answer_s, udp_refusal_s

INTERVAL_S, SLOW_INTERVAL_S = 0.05, 0.1
"""Between two packets; the second where the router has to refuse each."""
PACKETS = 900
"""Of one measurement: forty seconds."""
TRIES, TRY_S = 3, 0.3
"""Of each method, and how long an answer is waited for, until one is known to work."""
REFUSALS = 9
"""In a row, 10 ms apart: Linux refuses some six datagrams, then one a second, and such a router is asked by TCP."""
WAIT_S = 1.0
"""After it, a packet counts as lost."""
TCP_PORTS = (0, 80, 443, 53)
"""0: a closed one. Windows tells of a refusal two seconds late, so ports that routers open are tried as well."""


class RouterProbe:
    """`method` is `ICMP`, `UDP` or `TCP` once the router has answered one; empty before, and where it never does.

    `interval_s`: between two echo requests.
    """

    def __init__(self, address: str, interval_s: float = INTERVAL_S) -> None:
        self._address, self._interval_s = address, interval_s
        self._packets: list[ProbePacket] = []
        self._sent = 0
        self._running, self._closed, self._idle = threading.Event(), threading.Event(), threading.Event()
        self._idle.set()
        self.method = ""
        self._thread = threading.Thread(target=self._work, name="router probe", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """From now on packets are sent."""
        self._idle.clear()
        self._running.set()

    def pause(self) -> None:
        """No more packets until `begin`; returns when what came is there."""
        self._running.clear()
        if self.method:
            self._idle.wait(TRY_S)

    def packets(self, from_s: float = 0.0, to_s: float = float("inf")) -> list[ProbePacket]:
        """Those sent in this time of the monotonic clock, in order."""
        return [packet for packet in self._packets if from_s <= packet.sent_at < to_s]

    def close(self) -> None:
        """Ends it."""
        self._closed.set()
        self._running.set()
        self._thread.join(TRY_S)

    def _is_over(self) -> bool:
        return self._closed.is_set() or not self._running.is_set() or self._sent >= PACKETS

    def _work(self) -> None:
        send: Callable[[], None] | None = None
        while True:
            self._idle.set()
            self._running.wait()
            if self._closed.is_set() or self._sent >= PACKETS:
                return
            self._idle.clear()
            send = send or self._choose_method()
            if send is None:
                self._idle.set()
                return
            while not self._is_over():
                send()

    def _choose_method(self) -> Callable[[], None] | None:
        """The first that is answered."""
        if self._echoes(TRIES, TRY_S / TRIES):
            self.method = "ICMP"
            return lambda: self._keep(self._echoes(PACKETS - self._sent, self._interval_s))
        port = 33_434 + secrets.randbelow(16_000)
        refusal = partial(self._count, udp_refusal_s, port)
        if refusal() is not None and self._keeps_refusing(refusal):
            self.method = "UDP"
            return partial(self._keep_one, refusal)
        for tcp_port in TCP_PORTS:
            connect = partial(self._count, tcp_answer_s, tcp_port or port)
            if self._answers(connect):
                self.method = "TCP"
                return partial(self._keep_one, connect)
        return None

    def _keeps_refusing(self, refusal: Callable[[], float | None]) -> bool:
        for _ in range(REFUSALS - 1):
            self._closed.wait(0.01)
            if self._closed.is_set() or refusal() is None:
                return False
        return True

    def _answers(self, query: Callable[[], float | None]) -> bool:
        return any(not self._closed.is_set() and query() is not None for _ in range(TRIES))

    def _echoes(self, count: int, interval_s: float) -> list[ProbePacket]:
        """A series that ends with the load; empty where nothing came back."""
        began = monotonic_s()
        wait_s = WAIT_S if self.method else TRY_S
        series = PingSeries(
            address=self._address, count=count, interval_s=interval_s, wait_s=wait_s, is_over=self._is_over
        )
        try:
            echoes = ping(series) if sends_itself(series.version) else []
        except (OperationFailed, OSError):
            return []
        self._sent += len(echoes)
        if all(echo.rtt_s is None for echo in echoes) and not self.method:
            return []
        return [_packet(began + echo.sequence * interval_s, echo.rtt_s) for echo in echoes]

    def _keep(self, packets: list[ProbePacket]) -> None:
        self._packets += packets
        if not packets:
            self._closed.wait(SLOW_INTERVAL_S)

    def _keep_one(self, query: Callable[[], float | None]) -> None:
        sent_at = monotonic_s()
        self._packets.append(_packet(sent_at, query()))
        self._closed.wait(max(0.0, sent_at + SLOW_INTERVAL_S - monotonic_s()))

    def _count(self, query: Callable[[str, int, float], float | None], port: int) -> float | None:
        self._sent += 1
        return query(self._address, port, self._patience_s)

    @property
    def _patience_s(self) -> float:
        return WAIT_S if self.method else TRY_S


def _packet(sent_at: float, round_trip_s: float | None) -> ProbePacket:
    return ProbePacket(sent_at=sent_at, received_at=None if round_trip_s is None else sent_at + round_trip_s)
