"""A request by UDP: sent again while it is not answered, and an answer only where the parser says so."""

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from checker.checks.vpn.connection.refusals import RefusalLog
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext
from checker.checks.vpn.verdict import (
    FactValue,
    GatewayResult,
    GatewayVerdict,
    detect_protocol,
    verdict_of_connection_failure,
)
from checker.model.failure import Failure, FailureKind, Operation
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue

T = TypeVar("T")
MAX_DATAGRAM_B = 65535
LAST_VARIANT_WAIT_S = 0.5
"""After the very last of several packets nothing follows in whose time a late answer could come."""
MAX_UNEXPECTED = 64
"""So many datagrams that are no answer are read in one try; a service that floods is not read for longer."""


@dataclass(frozen=True)
class UdpExchange(Generic[T]):
    """`answer` or why there is none.

    `unexpected`: the first datagram that came and was none; `last_request`: ours before it.

    `refused_by`: who refused, in the words of `gateway.refused-by`, empty where that is not known.
    `rtt_ms` stands only where the first packet was answered: later ones cannot tell which it was (RFC 6298, 3).
    """

    answer: T | None = None
    rtt_ms: float | None = None
    tries: int = 0
    unexpected: bytes = b""
    last_request: bytes = b""
    failure: Failure | None = None
    refused_by: str = ""

    def facts(self) -> dict[str, FactValue]:
        """As observations."""
        facts: dict[str, FactValue] = {"gateway.tries": self.tries}
        if self.rtt_ms is not None:
            facts["gateway.rtt"] = round(self.rtt_ms, 1)
        elif self.failure is not None:
            facts["gateway.rtt"] = self.failure
        if self.refused_by:
            facts["gateway.refused-by"] = self.refused_by
        return facts


def unanswered_result(exchange: UdpExchange[T]) -> GatewayResult:
    """What it means that no answer came: something else did, or a refusal, or nothing."""
    if exchange.unexpected:
        protocol = detect_protocol(exchange.unexpected, exchange.last_request).value
        return GatewayResult(GatewayVerdict.OTHER, {"gateway.tries": exchange.tries, "gateway.other": protocol})
    failure = exchange.failure or Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
    return GatewayResult(verdict_of_connection_failure(failure), exchange.facts())


class UdpConnection:
    """Connected sockets to every address of a gateway; after an answer, only the one that it came from."""

    def __init__(self, context: GatewayContext, port: int) -> None:
        self._context = context
        self._sockets: dict[socket.socket, str] = {}
        self._port = port
        self._refusals = RefusalLog(context.addresses)
        for address in context.addresses:
            try:
                self._sockets[_connected_socket(address, port)] = address
            except OSError as error:
                self._refusals.record(address, Operation.SEND, error)

    def close(self) -> None:
        for sock in self._sockets:
            sock.close()

    def request(
        self,
        packet: Callable[[int], bytes],
        parse: Callable[[bytes], T | None],
        max_tries: int | None = None,
        variants: int = 1,
    ) -> UdpExchange[T]:
        """Sends `packet(0)`, `packet(1)` ... until `parse` makes an answer of a datagram. Raises Cancelled.

        `max_tries`: if not as many as the context has waits for. `variants`: packets of one try, one after the other,
        that share its wait; `packet` gets their running number. After a refusal it tries again as after silence: a
        service that is just starting refuses for a moment.
        """
        unexpected, request_before, sent, tries = b"", b"", b"", 0
        for tries, wait_s in enumerate(self._context.retry_waits_s[:max_tries], 1):
            last_try = tries == len(self._context.retry_waits_s[:max_tries])
            for number in range(variants):
                variant_wait_s = wait_s / variants
                if last_try and variants > 1 and number == variants - 1:
                    variant_wait_s = max(variant_wait_s, LAST_VARIANT_WAIT_S)
                sent = self._context.udp_trace.last_packets[self._port] = packet((tries - 1) * variants + number)
                started_at = monotonic_s()
                self.send(sent)
                for sock, raw in self._datagrams(started_at + variant_wait_s, MAX_UNEXPECTED):
                    answer = parse(raw)
                    if answer is not None:
                        self._context.udp_trace.answering_addresses[self._port] = self._sockets[sock]
                        self._close_all_but(sock)
                        is_first = tries == 1 and number == 0
                        return UdpExchange(answer, (monotonic_s() - started_at) * 1000 if is_first else None, tries)
                    if not unexpected:
                        unexpected, request_before = raw, sent
            if self._context.remaining_s <= 0:
                break
        failure, refused_by = self._refusals.failure(), self._refusals.refused_by()
        return UdpExchange(
            tries=tries, unexpected=unexpected, last_request=request_before, failure=failure, refused_by=refused_by
        )

    def send(self, packet: bytes) -> None:
        """To every address. A refusal of the packet before may come up here, and takes this one's place."""
        for sock, address in self._sockets.items():
            self._refusals.read_error_queue(sock, address)
            try:
                sock.send(packet)
            except OSError as error:
                self._refusals.record(address, Operation.SEND, error)

    def endpoints(self) -> tuple[tuple[str, int], tuple[str, int]] | None:
        """Our own address and port and the gateway's: the first that is probed, or the one that answered."""
        for sock in self._sockets:
            local, remote = sock.getsockname(), sock.getpeername()
            return (local[0], local[1]), (remote[0], remote[1])
        return None

    def receive(self, deadline: float) -> bytes | None:
        """The next datagram, or None when time is over or the gateway refused. Raises Cancelled."""
        return next((raw for _, raw in self._datagrams(deadline, 1)), None)

    def _datagrams(self, deadline: float, limit: int) -> Iterator[tuple[socket.socket, bytes]]:
        deadline = min(deadline, self._context.deadline)
        while limit > 0 and self._sockets and (remaining_s := deadline - monotonic_s()) > 0:
            self._context.raise_if_cancelled()
            for sock in self._readable(min(remaining_s, POLL_S)):
                address = self._sockets[sock]
                self._refusals.read_error_queue(sock, address)
                try:
                    raw = sock.recv(MAX_DATAGRAM_B)
                except BlockingIOError:
                    continue  # a datagram with a wrong checksum wakes the reader and is then thrown away
                except OSError as error:
                    self._refusals.record(address, Operation.RECEIVE, error)
                    continue
                limit -= 1
                yield sock, raw

    def _readable(self, wait_s: float) -> list[socket.socket]:
        with selectors.DefaultSelector() as selector:
            for sock in self._sockets:
                selector.register(sock, selectors.EVENT_READ, sock)
            return [key.data for key, _ in selector.select(wait_s)]

    def _close_all_but(self, answering: socket.socket) -> None:
        for sock in self._sockets:
            if sock is not answering:
                sock.close()
        self._sockets = {answering: self._sockets[answering]}


@contextmanager
def open_udp(context: GatewayContext, port: int) -> Iterator[UdpConnection]:
    """Closed at the end."""
    connection = UdpConnection(context, port)
    try:
        yield connection
    finally:
        connection.close()


def _connected_socket(address: str, port: int) -> socket.socket:
    """Connected, so that a refusal (ICMP) comes back as an error, and nobody else's datagrams arrive."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        error_queue.enable_icmp_errors(sock)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock
