"""What the probe of one gateway is given: its addresses, the time it has, and the flag that ends it early."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from checker.checks.context import Cancelled
from checker.checks.name_service.collector import NameAnswerCollector
from checker.model.systems import this_system
from checker.net.clock import monotonic_s

PHASE_TIMEOUT_S = 3.0
"""TCP sends its first packet again after 1 s (RFC 6298), so that one lost packet does not look like silence."""
POLL_S = 0.2
"""The longest wait between two checks for cancellation."""
RETRY_WAITS_S = (0.8, 1.0, 1.2)
"""The wait after each of three tries by UDP: above the round trip of a satellite line (0.6 s)."""


@dataclass
class UdpTrace:
    """What the probe of one gateway leaves for those that follow it, by port: its last packet, and who answered.

    `unanswered_packets`: what was sent after the first answer and never acknowledged.
    """

    last_packets: dict[int, bytes] = field(default_factory=dict)
    unanswered_packets: dict[int, bytes] = field(default_factory=dict)
    answering_addresses: dict[int, str] = field(default_factory=dict)


class HostDials:
    """What hosts did when they were dialled by TCP, shared by all gateways of a run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[tuple[str, ...], tuple[threading.Lock, dict[int, bool]]] = {}

    @contextmanager
    def of_host(self, addresses: tuple[str, ...]) -> Iterator[dict[int, bool]]:
        """Whether it answered, by port, for one caller at a time to read and to add to."""
        with self._lock:
            lock, answers = self._hosts.setdefault(addresses, (threading.Lock(), {}))
        with lock:
            yield answers


@dataclass(frozen=True)
class GatewayContext:
    """`deadline` on the monotonic clock; `extra_ca`: a file of authorities trusted in addition to the system's.

    `retry_waits_s`: the wait for an answer after each try by UDP. `segment`: bytes that TCP may put in one packet, 0
    for as many as the system likes. `dns_servers`: hosts outside that the profile lets be asked; `names`: what DNS
    servers say of a name where something failed. `profile_names`: by which the profile knows its gateways.
    `udp_trace`: written by the gateway's probe. `remote`: which of a name's addresses may be probed at all.
    """

    addresses: tuple[str, ...]
    deadline: float
    cancelled: threading.Event = field(default_factory=threading.Event)
    extra_ca: str | None = None
    retry_waits_s: tuple[float, ...] = RETRY_WAITS_S
    segment: int = 0
    dns_servers: tuple[str, ...] = ()
    profile_names: tuple[str, ...] = ()
    names: NameAnswerCollector = field(default_factory=lambda: NameAnswerCollector(this_system()))
    host_dials: HostDials = field(default_factory=HostDials)
    udp_trace: UdpTrace = field(default_factory=UdpTrace)
    remote: Callable[[Iterable[str]], list[str]] = list

    @property
    def remaining_s(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.deadline - monotonic_s())

    @property
    def phase_timeout_s(self) -> float:
        """Seconds that one phase of a connection (TCP, TLS) may take. Never 0, which means non-blocking."""
        return max(0.1, min(PHASE_TIMEOUT_S, self.remaining_s))

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled once the run was cancelled. Call it in every loop."""
        if self.cancelled.is_set():
            raise Cancelled


MAX_ADDRESSES = 4
"""So many of a name's addresses are probed, side by side."""


def first_addresses(addresses: list[str]) -> tuple[str, ...]:
    """The first of each IP version, and then the rest in the system's order, `MAX_ADDRESSES` at most."""
    first = first_of_each_family(addresses)
    chosen = [*first, *(address for address in addresses if address not in first)][:MAX_ADDRESSES]
    return tuple(address for address in addresses if address in chosen)


def first_of_each_family(addresses: list[str]) -> tuple[str, ...]:
    """The first IPv4 and the first IPv6 address, in the system's order: what a VPN client would try."""
    families: dict[bool, str] = {}
    for address in addresses:
        families.setdefault(":" in address, address)
    return tuple(families.values())
