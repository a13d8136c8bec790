"""Where packets to a silent port of UDP end, while others to the same machine pass: which router drops them.

Each router on the path answers for a packet whose time to live runs out there. A machine that answers for a packet to
some high port, and never for the gateway's, has not been given the latter by the one before it.
"""

import ipaddress
import secrets
from dataclasses import dataclass

from checker.checks.vpn.gateway_context import GatewayContext
from checker.model.networks import PRIVATE_16_BIT_BLOCK
from checker.net.icmp import traceroute
from checker.net.icmp.traceroute import HopProbe, HopReply

HOPS = range(2, 9)
"""The home router is the first; blocks by providers lie close behind it."""
ROUND_S = 0.45
"""For the answers of one round: machines that near answer within 0.1 s; on a satellite line too few."""
TRACEROUTE_PORT = 33434
"""Where traceroute's ports begin; nothing listens there."""
CONTROL_B = 32


@dataclass(frozen=True)
class PacketDrop:
    """`location`: the value of `gateway.stops-at`, empty where it is not known.

    `leaves_home`: whether UDP leaves the home.
    """

    location: str = ""
    leaves_home: bool = False


def locate_drop(context: GatewayContext, port: int) -> PacketDrop:
    """Where packets to this silent port end. Takes a second at most. Raises Cancelled."""
    data = context.udp_trace.last_packets.get(port)
    if data is None or not traceroute.IS_SUPPORTED:
        return PacketDrop()
    drops = [_locate_drop_to(context, address, port, data) for address in context.addresses]
    locations = sorted((drop.location for drop in drops if drop.location), key=("beyond", "provider", "home").index)
    return PacketDrop(locations[0] if locations else "", any(drop.leaves_home for drop in drops))


def _locate_drop_to(context: GatewayContext, address: str, port: int, data: bytes) -> PacketDrop:
    control_port = TRACEROUTE_PORT + secrets.randbelow(90)
    first = _measure_round(context, address, port, data, control_port)
    leaves_home = bool(first.control)
    if not first.may_be_blocked():
        return PacketDrop("beyond" if first.control and not first.control_only() else "", leaves_home)
    second = _measure_round(context, address, port, data, control_port, copies=2)
    combined = TraceRound({**first.gateway, **second.gateway}, _in_both(first.control, second.control))
    return PacketDrop(combined.drop_location(), leaves_home)


@dataclass(frozen=True)
class TraceRound:
    """The hops that answered for a packet to the gateway's port and for one to a high port, with their addresses."""

    gateway: dict[int, str]
    control: dict[int, str]

    def control_only(self) -> list[int]:
        """Hops behind the last that answered for the gateway's port."""
        last = max(self.gateway, default=1)
        return sorted(hop for hop in self.control if hop > last)

    def may_be_blocked(self) -> bool:
        """Whether there may be a block, so that a second round is worth its packets."""
        return bool(self.control_only())

    def drop_location(self) -> str:
        """Which machine drops the gateway's packets; empty where several come into question, or none."""
        hops_beyond = self.control_only()
        if not hops_beyond:
            return ""
        last = max(self.gateway, default=1)
        if hops_beyond[0] == 2 or (hops_beyond[0] == last + 1 and _is_home_address(self.gateway[last])):
            return "home"
        return "provider" if last > 1 else ""


def _measure_round(
    context: GatewayContext, address: str, port: int, data: bytes, control_port: int, copies: int = 1
) -> TraceRound:
    # the gateway's packet first: a machine that limits its answers must not have spent them on the other
    packets = [
        HopProbe(address=address, port=target_port, ttl=hop, data=payload)
        for hop in HOPS
        for target_port, payload in ((port, data), (control_port, bytes(CONTROL_B)))
    ]
    replies = traceroute.send_probes(packets, min(ROUND_S, context.remaining_s), context.raise_if_cancelled, copies)
    return TraceRound(_by_hop(replies, port), _by_hop(replies, control_port))


def _by_hop(replies: dict[HopProbe, HopReply], port: int) -> dict[int, str]:
    return {sent.ttl: reply.sender for sent, reply in replies.items() if sent.port == port and not reply.is_from_target}


def _in_both(first: dict[int, str], second: dict[int, str]) -> dict[int, str]:
    return {hop: sender for hop, sender in first.items() if hop in second}


def _is_home_address(sender: str) -> bool:
    """A second router at home is in this network (FRITZ!Box, Speedport, Vodafone Station); providers use others."""
    try:
        return ipaddress.ip_address(sender) in PRIVATE_16_BIT_BLOCK
    except ValueError:
        return False
