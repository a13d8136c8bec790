"""Where the first packets of TCP to a gateway end, or who answers them in its name: by small times to live.

Only Linux shows who let a packet of TCP run out; elsewhere nothing is sent and nothing is said.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from checker.checks.vpn.controls.hop_evidence import HOPS, PROVIDER_HOPS, HopEvidence, PacketDrop
from checker.checks.vpn.controls.packet_drop import (
    NEAREST_HOPS,
    ROUND_S,
    TRACEROUTE_PORT,
    Controls,
    control_host,
    farthest,
    locate_in_rounds,
)
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.tcp import hop_trace
from checker.net.tcp.hop_trace import SynProbe, SynReply, SynReplyKind
from checker.net.tcp.refusal import comes_from_same_distance

HTTP, HTTPS = 80, 443
Replies = Mapping[SynProbe, SynReply]


def locate_syn_drop(context: GatewayContext, port: int) -> PacketDrop:
    """Where packets that open a connection to this silent port end. Takes 1.5 s at most. Raises Cancelled."""
    if not hop_trace.IS_SUPPORTED:
        return PacketDrop()
    return farthest([locate_in_rounds(_SynTrace(context, address, port).measure) for address in context.addresses])


def locate_reset(context: GatewayContext, address: str, port: int) -> str:
    """Who resets connections to this port, as a value of `gateway.refused-by`; empty where it cannot be told.

    Asked twice, and only what came out alike counts. What seems to be the gateway's own must have travelled as far as
    what another port answers: the machine before it can forge it, too. Raises Cancelled.
    """
    if not hop_trace.IS_SUPPORTED:
        return ""
    trace = _SynTrace(context, address, port)
    first, second = (resetting_place(trace.send(Controls.CONTENT), port) for _ in range(2))
    if first != second or first is None:
        return ""
    if not first.control_port:
        return "way"
    is_same = comes_from_same_distance(address, port, first.control_port, first.hops, context.raise_if_cancelled)
    return "gateway" if is_same else ""


@dataclass(frozen=True)
class ResettingPlace:
    """`hops`: at which distance the reset was met; `control_port`: which answers there too, 0 for none."""

    hops: int
    control_port: int = 0


def resetting_place(replies: Replies, port: int) -> ResettingPlace | None:
    """Where the reset comes from. `port`: the one that is reset; all others are controls.

    Who forges the gateway's reset answers a packet that runs out before the gateway, while another port's packet of the
    same time to live is reported as run out. A reset that comes where other ports are answered too is the gateway's
    own, or that of the machine before it.
    """
    own = {sent.ttl: reply for sent, reply in replies.items() if sent.port == port}
    controls = [(sent, reply) for sent, reply in replies.items() if sent.port != port]
    reset_ttl = min((ttl for ttl, reply in own.items() if reply.kind is SynReplyKind.RESET), default=0)
    if not reset_ttl:
        return None
    if any(sent.ttl >= reset_ttl and reply.kind is SynReplyKind.EXPIRED for sent, reply in controls):
        # farther away it may as well be the company's own barrier
        return ResettingPlace(reset_ttl) if reset_ttl <= PROVIDER_HOPS + 1 else None
    answering = sorted(sent.port for sent, reply in controls if sent.ttl == reset_ttl and reply.has_arrived)
    return ResettingPlace(reset_ttl, answering[-1]) if answering else None


class _SynTrace:
    """Rounds of first packets to one address: to the gateway's port, to others, and to another host."""

    def __init__(self, context: GatewayContext, address: str, port: int) -> None:
        self._context, self._address, self._port = context, address, port
        self._high_port = TRACEROUTE_PORT + secrets.randbelow(90)
        self._web_port = HTTPS if port != HTTPS else HTTP
        self._other_host = control_host(context, address)

    def measure(self, controls: Controls) -> HopEvidence:
        """Where nearly all ports are shut, as in guest networks, that of the web shows who passes what."""
        replies = self.send(controls)
        return HopEvidence(
            suspect=_by_hop(replies, self._address, self._port),
            control=_by_hop(replies, self._address, self._high_port) | _by_hop(replies, self._address, self._web_port),
            other_host=_by_hop(replies, self._other_host, self._high_port),
            arrived=min(
                (sent.ttl for sent, reply in replies.items() if sent.address == self._address and reply.has_arrived),
                default=0,
            ),
        )

    def send(self, controls: Controls) -> Replies:
        """A round. The gateway's packet first: who limits its answers must not have spent them on the others."""
        probes = []
        for hop in HOPS:
            probes.append(SynProbe(address=self._address, port=self._port, ttl=hop))
            if controls is not Controls.HOST:
                probes.append(SynProbe(address=self._address, port=self._high_port, ttl=hop))
            if controls is Controls.CONTENT:
                probes.append(SynProbe(address=self._address, port=self._web_port, ttl=hop))
            if controls is Controls.HOST and hop in NEAREST_HOPS:
                probes.append(SynProbe(address=self._address, port=self._web_port, ttl=hop))
                if self._other_host:
                    probes.append(SynProbe(address=self._other_host, port=self._high_port, ttl=hop))
        wait_s = min(ROUND_S, self._context.remaining_s)
        return hop_trace.send_syns(probes, wait_s, self._context.raise_if_cancelled)


def _by_hop(replies: Replies, address: str, port: int) -> dict[int, str]:
    return {
        sent.ttl: reply.sender
        for sent, reply in replies.items()
        if (sent.address, sent.port) == (address, port) and reply.kind is SynReplyKind.EXPIRED
    }
