"""What the probe of one gateway is handed: its addresses, the time it has, and the flag that ends it early."""

import threading
import time
from dataclasses import dataclass, field

from checker.checks.context import Cancelled

WAITS_S = (0.8, 1.0, 1.2)
"""How long each of three tries by UDP is waited for: above the round trip of a satellite line (0.6 s)."""


@dataclass(frozen=True)
class Way:
    """`ends` on the monotonic clock; `extra_ca`: a file of authorities believed beside the system's.

    `waits_s`: how long each try by UDP is waited for. `segment`: bytes that TCP may put in one packet, 0 for as many
    as the system likes. `dns_servers`: who may be asked for a name that the system's resolver does not find.
    `said`: what was sent last by UDP, by port; `answered`: the address that answered there. Both are written while one
    gateway is asked.
    """

    addresses: tuple[str, ...]
    ends: float
    stop: threading.Event = field(default_factory=threading.Event)
    extra_ca: str | None = None
    waits_s: tuple[float, ...] = WAITS_S
    segment: int = 0
    dns_servers: tuple[str, ...] = ()
    said: dict[int, bytes] = field(default_factory=dict)
    answered: dict[int, str] = field(default_factory=dict)

    @property
    def left_s(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.ends - time.monotonic())

    def go_on(self) -> None:
        """Raises Cancelled once nobody wants the answer any more. Call it in every loop."""
        if self.stop.is_set():
            raise Cancelled


def one_of_each_family(addresses: list[str]) -> tuple[str, ...]:
    """The first IPv4 and the first IPv6 address, in the system's order: what a VPN client would try."""
    families: dict[bool, str] = {}
    for address in addresses:
        families.setdefault(":" in address, address)
    return tuple(families.values())
