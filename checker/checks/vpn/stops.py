"""Where packets to a silent port of UDP end, while others to the same machine pass: who on the way swallows them.

Each machine on the way answers for a packet whose time to live runs out there. A machine that answers for a packet to
some high port, and never for the gateway's, has not been given the latter by the one before it.
"""

import ipaddress
import secrets
from dataclasses import dataclass

from checker.checks.vpn.way import Way
from checker.net import hops
from checker.net.hops import HopProbe, HopReply

HOPS = range(2, 9)
"""The home router is the first; blocks by providers lie close behind it."""
WAIT_S = 0.45
"""For the answers of one round: machines that near answer within 0.1 s; on a satellite line nothing is told."""
HIGH = 33434
"""Where traceroute's ports begin; nothing listens there."""
BYTES = 32
_HOMES = ipaddress.ip_network("192.168.0.0/16")
"""A second router at home is in this network (FRITZ!Box, Speedport, Vodafone Station); providers use others."""


@dataclass(frozen=True)
class Ends:
    """`at`: the value of `gateway.stops-at`, empty where it cannot be told. `leaves`: whether UDP leaves the home."""

    at: str = ""
    leaves: bool = False


def where(way: Way, port: int) -> Ends:
    """Where packets to this silent port end. Takes a second at most. Raises Cancelled."""
    data = way.said.get(port)
    if data is None or not hops.IS_SUPPORTED:
        return Ends()
    found = [_towards(way, address, port, data) for address in way.addresses]
    at = sorted((one.at for one in found if one.at), key=("beyond", "provider", "home").index)
    return Ends(at[0] if at else "", any(one.leaves for one in found))


def _towards(way: Way, address: str, port: int, data: bytes) -> Ends:
    control = HIGH + secrets.randbelow(90)
    first = _round(way, address, port, data, control)
    leaves = bool(first.control)
    if not first.hidden():
        return Ends("beyond" if first.control and not first.control_only() else "", leaves)
    second = _round(way, address, port, data, control, copies=2)
    both = Round({**first.gateway, **second.gateway}, _twice(first.control, second.control))
    return Ends(both.stops_at(), leaves)


@dataclass(frozen=True)
class Round:
    """Which hops answered for a packet to the gateway's port, and for one to a high port, with who did."""

    gateway: dict[int, str]
    control: dict[int, str]

    def control_only(self) -> list[int]:
        """Hops behind the last that answered for the gateway's port."""
        last = max(self.gateway, default=1)
        return sorted(hop for hop in self.control if hop > last)

    def hidden(self) -> bool:
        """Whether there may be a block: it is worth asking again."""
        return bool(self.control_only())

    def stops_at(self) -> str:
        """Which machine swallows the gateway's packets; empty where several come into question, or none."""
        behind = self.control_only()
        if not behind:
            return ""
        last = max(self.gateway, default=1)
        if behind[0] == 2 or (behind[0] == last + 1 and _at_home(self.gateway[last])):
            return "home"
        return "provider" if last > 1 else ""


def _round(way: Way, address: str, port: int, data: bytes, control: int, copies: int = 1) -> Round:
    # the gateway's packet first: a machine that limits its answers must not have spent them on the other
    packets = [
        HopProbe(address=address, port=to, ttl=hop, data=what)
        for hop in HOPS
        for to, what in ((port, data), (control, bytes(BYTES)))
    ]
    heard = hops.send_probes(packets, min(WAIT_S, way.left_s), way.go_on, copies)
    return Round(_by_hop(heard, port), _by_hop(heard, control))


def _by_hop(heard: dict[HopProbe, HopReply], port: int) -> dict[int, str]:
    return {sent.ttl: one.sender for sent, one in heard.items() if sent.port == port and not one.is_from_target}


def _twice(first: dict[int, str], second: dict[int, str]) -> dict[int, str]:
    return {hop: sender for hop, sender in first.items() if hop in second}


def _at_home(sender: str) -> bool:
    try:
        address = ipaddress.ip_address(sender)
    except ValueError:
        return False
    return address.version == 4 and address in _HOMES
