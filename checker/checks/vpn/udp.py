"""One question by UDP: sent again while it is not answered, and an answer only where the reader says so."""

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from checker.checks.vpn.refusals import Refusals
from checker.checks.vpn.verdict import Seen, Verdict, of_connecting, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Value
from checker.net import errqueue

T = TypeVar("T")
LOOK_S = 0.2
DATAGRAM = 65535
STRANGE = 64
"""So many datagrams that are no answer are read in one try; a service that floods is not listened to for longer."""


@dataclass(frozen=True)
class Asked(Generic[T]):
    """`answer` or why there is none. `strange`: the first datagram that came and was none; `sent`: ours before it.

    `refused_by`: who refused, in the words of `gateway.refused-by`, empty where that is not known.
    `rtt_ms` stands only where the first try was answered: later ones cannot tell which try it was (RFC 6298, 3).
    """

    answer: T | None = None
    rtt_ms: float | None = None
    tries: int = 0
    strange: bytes = b""
    sent: bytes = b""
    failure: Failure | None = None
    refused_by: str = ""

    def facts(self) -> dict[str, Value | Failure]:
        """As observations."""
        found: dict[str, Value | Failure] = {"gateway.tries": self.tries}
        if self.rtt_ms is not None:
            found["gateway.rtt"] = round(self.rtt_ms, 1)
        elif self.failure is not None:
            found["gateway.rtt"] = self.failure
        if self.refused_by:
            found["gateway.refused-by"] = self.refused_by
        return found


def unanswered(asked: Asked[T]) -> Seen:
    """What it means that no answer came: something else did, or a refusal, or nothing."""
    if asked.strange:
        other = what_speaks(asked.strange, asked.sent).value
        return Seen(Verdict.OTHER, {"gateway.tries": asked.tries, "gateway.other": other})
    failure = asked.failure or Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
    return Seen(of_connecting(failure), asked.facts())


class Udp:
    """Connected sockets to every address of a gateway; after an answer, only the one that it came from."""

    def __init__(self, way: Way, port: int) -> None:
        self._way = way
        self._sockets: dict[socket.socket, str] = {}
        self._port = port
        self._refusals = Refusals(way.addresses)
        for address in way.addresses:
            try:
                self._sockets[_connected(address, port)] = address
            except OSError as error:
                self._refusals.note(address, Operation.SEND, error)

    def close(self) -> None:
        for sock in self._sockets:
            sock.close()

    def ask(
        self, packet: Callable[[int], bytes], read: Callable[[bytes], T | None], most: int | None = None
    ) -> Asked[T]:
        """Sends `packet(0)`, `packet(1)` ... until `read` makes an answer of a datagram. Raises Cancelled.

        `most`: at most so many times, if not as often as the way allows.

        A refusal is asked again as silence is: a service that is just starting refuses for a moment.
        """
        strange, echoed, sent, tries = b"", b"", b"", 0
        for tries, wait_s in enumerate(self._way.waits_s[:most], 1):
            sent = self._way.said[self._port] = packet(tries - 1)
            began = time.monotonic()
            self.send(sent)
            for sock, raw in self._arriving(began + wait_s, STRANGE):
                answer = read(raw)
                if answer is not None:
                    self._way.answered[self._port] = self._sockets[sock]
                    self._keep_only(sock)
                    rtt_ms = (time.monotonic() - began) * 1000 if tries == 1 else None
                    return Asked(answer, rtt_ms, tries)
                if not strange:
                    strange, echoed = raw, sent
            if self._way.left_s <= 0:
                break
        why, by = self._refusals.why(), self._refusals.by()
        return Asked(tries=tries, strange=strange, sent=echoed, failure=why, refused_by=by)

    def send(self, packet: bytes) -> None:
        """To every address. A refusal of the packet before may come up here, and takes this one's place."""
        for sock, address in self._sockets.items():
            self._refusals.hear(sock, address)
            try:
                sock.send(packet)
            except OSError as error:
                self._refusals.note(address, Operation.SEND, error)

    def ends(self) -> tuple[tuple[str, int], tuple[str, int]] | None:
        """Our own address and port and the gateway's: the first that is asked, or the one that answered."""
        for sock in self._sockets:
            ours, theirs = sock.getsockname(), sock.getpeername()
            return (ours[0], ours[1]), (theirs[0], theirs[1])
        return None

    def receive(self, ends: float) -> bytes | None:
        """The next datagram, or None when time is over or the gateway refused. Raises Cancelled."""
        return next((raw for _, raw in self._arriving(ends, 1)), None)

    def _arriving(self, ends: float, most: int) -> Iterator[tuple[socket.socket, bytes]]:
        ends = min(ends, self._way.ends)
        while most > 0 and self._sockets and (left_s := ends - time.monotonic()) > 0:
            self._way.go_on()
            for sock in self._readable(min(left_s, LOOK_S)):
                address = self._sockets[sock]
                self._refusals.hear(sock, address)
                try:
                    raw = sock.recv(DATAGRAM)
                except BlockingIOError:
                    continue  # a datagram with a wrong checksum wakes the reader and is then thrown away
                except OSError as error:
                    self._refusals.note(address, Operation.RECEIVE, error)
                    continue
                most -= 1
                yield sock, raw

    def _readable(self, wait_s: float) -> list[socket.socket]:
        with selectors.DefaultSelector() as waiting:
            for sock in self._sockets:
                waiting.register(sock, selectors.EVENT_READ, sock)
            return [key.data for key, _ in waiting.select(wait_s)]

    def _keep_only(self, kept: socket.socket) -> None:
        for sock in self._sockets:
            if sock is not kept:
                sock.close()
        self._sockets = {kept: self._sockets[kept]}


@contextmanager
def udp(way: Way, port: int) -> Iterator[Udp]:
    """Closed at the end."""
    opened = Udp(way, port)
    try:
        yield opened
    finally:
        opened.close()


def _connected(address: str, port: int) -> socket.socket:
    """Connected, so that a refusal (ICMP) comes back as an error, and nobody else's datagrams arrive."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        errqueue.enable_icmp_errors(sock)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock
