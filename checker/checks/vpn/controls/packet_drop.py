"""Where packets to a silent port of UDP end, while others to the same machine pass: which router drops them.

Each router on the path answers for a packet whose time to live runs out there (`hop_evidence`).
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import Enum

from checker.checks.vpn.controls.hop_evidence import HOPS, HopEvidence, PacketDrop
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.icmp import traceroute
from checker.net.icmp.traceroute import HopProbe, HopReply

ROUND_S = 0.45
"""For the answers of one round: machines that near answer within 0.1 s; on a satellite line too few."""
TRACEROUTE_PORT = 33434
"""Where traceroute's ports begin; nothing listens there."""
CONTROL_B = 32
NEAREST_HOPS = (1, 2)
"""What is on the way to any host."""


class Controls(Enum):
    """What is sent beside the gateway's packet: to another port; also other content to its own; to another host."""

    PORT = "port"
    CONTENT = "content"
    HOST = "host"


_LOCATIONS = ("beyond", "provider", "home")


def locate_drop(context: GatewayContext, port: int) -> PacketDrop:
    """Where packets to this silent port end. Takes 1.5 s at most. Raises Cancelled."""
    data = context.udp_trace.last_packets.get(port)
    if data is None or not traceroute.IS_SUPPORTED:
        return PacketDrop()
    return farthest([_locate_drop_to(context, address, port, data) for address in context.addresses])


def locate_content_drop(context: GatewayContext, port: int) -> PacketDrop:
    """Where packets end that follow the first answer, while that which was answered passes. Raises Cancelled.

    Each comes from a port of its own: what cuts a flow off after some packets is not located so.
    """
    suspect, passing = context.udp_trace.unanswered_packets.get(port), context.udp_trace.last_packets.get(port)
    address = context.udp_trace.answering_addresses.get(port)
    if suspect is None or passing is None or address is None or not traceroute.IS_SUPPORTED:
        return PacketDrop()
    first, second = (_measure_contents(context, address, port, (suspect, passing)) for _ in range(2))
    drop = first.and_again(second).drop()
    if drop.location in ("home", "provider"):
        return replace(drop, singled_out="content")
    return PacketDrop(leaves_home=drop.leaves_home)


def _measure_contents(context: GatewayContext, address: str, port: int, contents: tuple[bytes, bytes]) -> HopEvidence:
    packets = [HopProbe(address=address, port=port, ttl=hop, data=data) for hop in HOPS for data in contents]
    wait_s = min(ROUND_S, context.remaining_s)
    replies = traceroute.send_probes(packets, wait_s, context.raise_if_cancelled)
    suspect, passing = contents
    return HopEvidence(_by_hop(replies, address, port, suspect), _by_hop(replies, address, port, passing))


def farthest(drops: list[PacketDrop]) -> PacketDrop:
    """Of several addresses the one whose packets get furthest counts."""
    located = sorted((drop for drop in drops if drop.location), key=lambda drop: _LOCATIONS.index(drop.location))
    leaves_home = any(drop.leaves_home for drop in drops)
    return replace(located[0], leaves_home=leaves_home) if located else PacketDrop(leaves_home=leaves_home)


def control_host(context: GatewayContext, address: str) -> str:
    """Another host of the same IP version that the profile names by its address; empty for none."""
    version = ":" in address
    return next((host for host in context.dns_servers if (":" in host) == version and host != address), "")


def _locate_drop_to(context: GatewayContext, address: str, port: int, data: bytes) -> PacketDrop:
    return locate_in_rounds(_UdpTrace(context, address, port, data).measure)


def locate_in_rounds(measure: Callable[[Controls], HopEvidence]) -> PacketDrop:
    """First against another port; where that ends with it, against another host. What was seen must be seen twice.

    Each machine reports only so many packets a second (Linux: six at once, then one a second), so no control is sent
    without need.
    """
    first = measure(Controls.PORT)
    if first.control_only():
        return first.and_again(measure(Controls.CONTENT)).drop()
    if first.drop().location:
        return first.drop()
    wider = measure(Controls.HOST)
    combined = first.and_again(wider, only_twice=False)
    return combined.and_again(measure(Controls.HOST)).drop() if combined.control_only() else combined.drop()


class _UdpTrace:
    """Rounds of packets to one address: the gateway's own, and those that show who passes what."""

    def __init__(self, context: GatewayContext, address: str, port: int, data: bytes) -> None:
        self._context, self._address, self._port, self._data = context, address, port, data
        self._control_port = TRACEROUTE_PORT + secrets.randbelow(90)
        self._other_host = control_host(context, address)

    def measure(self, controls: Controls) -> HopEvidence:
        # the gateway's packet first: a machine that limits its answers must not have spent them on the others
        packets = [packet for hop in HOPS for packet in self._packets(hop, controls)]
        copies = 1 if controls is Controls.PORT else 2
        replies = traceroute.send_probes(
            packets, min(ROUND_S, self._context.remaining_s), self._context.raise_if_cancelled, copies
        )
        return HopEvidence(
            suspect=_by_hop(replies, self._address, self._port, self._data),
            control=_by_hop(replies, self._address, self._control_port),
            same_port=_by_hop(replies, self._address, self._port, bytes(len(self._data))),
            other_host=_by_hop(replies, self._other_host, self._control_port),
            arrived=min(
                (sent.ttl for sent, reply in replies.items() if sent.address == self._address and reply.is_from_target),
                default=0,
            ),
        )

    def _packets(self, hop: int, controls: Controls) -> Iterator[HopProbe]:
        yield HopProbe(address=self._address, port=self._port, ttl=hop, data=self._data)
        if controls is Controls.CONTENT:
            yield HopProbe(address=self._address, port=self._port, ttl=hop, data=bytes(len(self._data)))
        if controls is not Controls.HOST:
            yield HopProbe(address=self._address, port=self._control_port, ttl=hop, data=bytes(CONTROL_B))
        elif self._other_host and hop in NEAREST_HOPS:
            yield HopProbe(address=self._other_host, port=self._control_port, ttl=hop, data=bytes(CONTROL_B))


def _by_hop(replies: Mapping[HopProbe, HopReply], address: str, port: int, data: bytes | None = None) -> dict[int, str]:
    return {
        sent.ttl: reply.sender
        for sent, reply in replies.items()
        if (sent.address, sent.port) == (address, port)
        and (data is None or sent.data == data)
        and not reply.is_from_target
    }
