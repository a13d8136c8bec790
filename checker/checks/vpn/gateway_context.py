"""What the probe of one gateway is handed: its addresses, the time it has, and the flag that ends it early."""

import threading
import time
from dataclasses import dataclass, field

from checker.checks.context import Cancelled

RETRY_WAITS_S = (0.8, 1.0, 1.2)
"""How long each of three tries by UDP is waited for: above the round trip of a satellite line (0.6 s)."""


@dataclass(frozen=True)
class GatewayContext:
    """`deadline` on the monotonic clock; `extra_ca`: a file of authorities believed beside the system's.

    `retry_waits_s`: how long each try by UDP is waited for. `segment`: bytes that TCP may put in one packet, 0 for as
    many
    as the system likes. `dns_servers`: who may be asked for a name that the system's resolver does not find.
    `last_packets`: what was sent last by UDP, by port; `answering_addresses`: the address that answered there. Both are
    written while one
    gateway is asked.
    """

    addresses: tuple[str, ...]
    deadline: float
    cancelled: threading.Event = field(default_factory=threading.Event)
    extra_ca: str | None = None
    retry_waits_s: tuple[float, ...] = RETRY_WAITS_S
    segment: int = 0
    dns_servers: tuple[str, ...] = ()
    last_packets: dict[int, bytes] = field(default_factory=dict)
    answering_addresses: dict[int, str] = field(default_factory=dict)

    @property
    def remaining_s(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.deadline - time.monotonic())

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled once nobody wants the answer any more. Call it in every loop."""
        if self.cancelled.is_set():
            raise Cancelled


def first_of_each_family(addresses: list[str]) -> tuple[str, ...]:
    """The first IPv4 and the first IPv6 address, in the system's order: what a VPN client would try."""
    families: dict[bool, str] = {}
    for address in addresses:
        families.setdefault(":" in address, address)
    return tuple(families.values())
