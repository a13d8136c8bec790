"""A TLS handshake that is cut off: tried again by another name and by an older version, and followed hop by hop.

A filter that reads the server's name in the ClientHello (RFC 6066, 3) lets another name pass, one that knows no TLS 1.3
an older version; a server that hangs lets neither. Whoever cuts it off is located by packets that run out on the way:
the same hello, and one that passes, over connections that stand. Linux alone shows that; elsewhere it is only told what
is cut off. The names are the gateway's own and one that nobody has (RFC 6761, 6.4); nothing but a hello is sent.
"""

import secrets
import socket
import ssl
import struct
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from checker.checks.vpn.controls.hop_evidence import PROVIDER_HOPS, HopEvidence
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import Facts
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import INITIAL_TTLS
from checker.net.tcp import hop_trace
from checker.net.tcp.segment import open_socket
from checker.net.tls.context import unverified_context

TRIES = 2
"""Of each hello: what failed must fail again while the other passes, so that one lost packet is no filter."""
REPLY_S = 1.1
"""One more packet than the first, which TCP repeats after some 0.3 s and again after 0.6 s."""
HOP_REPLY_S = 0.4
HOPS = range(1, 7)
_CONNECT_S = 1.3
_MINTTL, _MINHOPS = 21, 73
"""IP_MINTTL of linux/in.h and IPV6_MINHOPCOUNT of linux/in6.h."""
_ENOUGH_HOPS = 64
_RESERVED = ".invalid"


class HelloOutcome(Enum):
    """`answered`: bytes of TLS came, be it an alert. `expired`: a machine on the way let it run out."""

    ANSWERED = "answered"
    CUT = "cut"
    SILENT = "silent"
    EXPIRED = "expired"
    UNCONNECTED = "unconnected"


@dataclass(frozen=True)
class HelloTrials:
    """What became of each hello: the gateway's own, one by another name, one by TLS 1.2 at most."""

    own: tuple[HelloOutcome, ...]
    other_name: tuple[HelloOutcome, ...]
    older: tuple[HelloOutcome, ...]

    def filtered_by(self) -> str:
        """`name`, `tls-version`, or empty where nothing is filtered, or everything."""
        if not self.own or not set(self.own) <= {HelloOutcome.CUT, HelloOutcome.SILENT}:
            return ""
        if set(self.other_name) == {HelloOutcome.ANSWERED}:
            return "name"
        return "tls-version" if set(self.older) == {HelloOutcome.ANSWERED} else ""

    @property
    def is_begun(self) -> bool:
        """Whether the gateway answers the hello, every time."""
        return set(self.own) == {HelloOutcome.ANSWERED}


@dataclass(frozen=True)
class HelloResult:
    """`filtered_by` as `HelloTrials` has it; `facts` say where, as far as that is known."""

    filtered_by: str
    facts: Facts
    is_begun: bool = False


def try_hellos(name: str, port: int, context: GatewayContext) -> HelloResult:
    """`name`: the server's in TLS. Takes 2.5 s at most. Raises Cancelled."""
    address = context.addresses[0]
    own, older = client_hello(name), client_hello(name, ssl.TLSVersion.TLSv1_2)
    other = client_hello(secrets.token_hex(8)[: max(1, len(name) - len(_RESERVED))] + _RESERVED)
    with ThreadPoolExecutor(3 * TRIES, "hello") as pool:
        futures = [
            [pool.submit(send_hello, address, port, hello, HelloPlan()) for _ in range(TRIES)]
            for hello in (own, other, older)
        ]
        trials = HelloTrials(*(tuple(future.result() for future in group) for group in futures))
    context.raise_if_cancelled()
    what = trials.filtered_by()
    if not what:
        return HelloResult("", {}, trials.is_begun)
    passing = other if what == "name" else older
    facts = locate(lambda hello, plan: send_hello(address, port, hello, plan), own, passing, context)
    return HelloResult(what, {"gateway.stops-what": what, **facts})


@dataclass(frozen=True)
class HelloPlan:
    """`ttl`: time to live of the hello, 0 for as usual; `min_ttl`: of what is received at least, 0 for any."""

    ttl: int = 0
    min_ttl: int = 0
    wait_s: float = REPLY_S


HelloSender = Callable[[bytes, HelloPlan], HelloOutcome]


def locate(send: HelloSender, own: bytes, passing: bytes, context: GatewayContext) -> Facts:
    """Who cuts off the one hello, or where it ends, held against one that passes. Raises Cancelled."""
    if not hop_trace.IS_SUPPORTED or context.remaining_s < HOP_REPLY_S + _CONNECT_S:
        return {}
    plans = {hop: HelloPlan(ttl=hop, wait_s=HOP_REPLY_S) for hop in HOPS}
    fresh = {ttl: HelloPlan(min_ttl=ttl, wait_s=HOP_REPLY_S) for first in INITIAL_TTLS for ttl in (first, first + 1)}
    fresh = {ttl: plan for ttl, plan in fresh.items() if ttl <= max(INITIAL_TTLS)}
    with ThreadPoolExecutor(2 * len(plans) + len(fresh), "hello-hop") as pool:
        owns = {hop: pool.submit(send, own, plan) for hop, plan in plans.items()}
        controls = {hop: pool.submit(send, passing, plan) for hop, plan in plans.items()}
        fresh_futures = {ttl: pool.submit(send, own, plan) for ttl, plan in fresh.items()}
        by_hop = {hop: (owns[hop].result(), controls[hop].result()) for hop in plans}
        fresh_ttls = {ttl for ttl, future in fresh_futures.items() if future.result() is HelloOutcome.CUT}
    context.raise_if_cancelled()
    return cutting_place(by_hop, fresh_ttls)


def cutting_place(by_hop: Mapping[int, tuple[HelloOutcome, HelloOutcome]], fresh_ttls: set[int]) -> Facts:
    """By the hop at which each hello runs out, what became of the one that is cut off, and of the one that passes.

    `fresh_ttls`: the least times to live that an end of the connection still came through with.
    """
    cut_at = min((hop for hop, (own, _) in by_hop.items() if own is HelloOutcome.CUT), default=0)
    if cut_at:
        if by_hop[cut_at][1] is not HelloOutcome.EXPIRED:
            is_gateway = by_hop[cut_at][1] is HelloOutcome.ANSWERED and cut_at > 1
            return {"gateway.refused-by": "gateway"} if is_gateway else {}
        if cut_at == 1:
            return {}  # this PC's own protection program, or the router
        if any(ttl in fresh_ttls and ttl + 1 not in fresh_ttls for ttl in INITIAL_TTLS):
            return {"gateway.refused-by": "router"}
        return {"gateway.refused-by": "way"} if cut_at <= PROVIDER_HOPS + 1 else {}
    expired = [
        {hop: "" for hop, outcomes in by_hop.items() if outcomes[index] is HelloOutcome.EXPIRED} for index in (0, 1)
    ]
    arrived = min((hop for hop, (_, control) in by_hop.items() if control is HelloOutcome.ANSWERED), default=0)
    drop = HopEvidence(expired[0], expired[1], arrived=arrived).drop()
    return {name: value for name, value in drop.facts().items() if name != "gateway.stops-what"}


def client_hello(name: str, newest: ssl.TLSVersion | None = None) -> bytes:
    """The first bytes of a client's TLS (RFC 8446, 4.1.2) that asks for this server."""
    context = unverified_context()
    if newest is not None:
        context.maximum_version = newest
    outgoing = ssl.MemoryBIO()
    tls = context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=name)
    with suppress(ssl.SSLWantReadError):
        tls.do_handshake()
    return outgoing.read()


def send_hello(address: str, port: int, hello: bytes, plan: HelloPlan) -> HelloOutcome:
    """Over a connection of its own, which is reset in the end: the other side keeps nothing of it."""
    try:
        with open_socket(address) as sock:
            sock.settimeout(_CONNECT_S)
            sock.connect((address, port))
            try:
                return _exchange(sock, hello, plan)
            finally:
                _set_hops(sock, _ENOUGH_HOPS)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        return HelloOutcome.UNCONNECTED


def _exchange(sock: socket.socket, hello: bytes, plan: HelloPlan) -> HelloOutcome:
    if plan.ttl:
        error_queue.enable_icmp_errors(sock)
        _set_hops(sock, plan.ttl)
    if plan.min_ttl:
        level, option = (socket.IPPROTO_IPV6, _MINHOPS) if _is_ipv6(sock) else (socket.IPPROTO_IP, _MINTTL)
        sock.setsockopt(level, option, plan.min_ttl)
    deadline = monotonic_s() + plan.wait_s
    try:
        sock.sendall(hello)
        sock.settimeout(max(0.01, deadline - monotonic_s()))
        received = sock.recv(16)
    except TimeoutError:
        return HelloOutcome.SILENT
    except ConnectionError:
        return HelloOutcome.CUT
    except OSError:
        # a machine on the way reports it as "no route to host", without its name
        return HelloOutcome.EXPIRED if plan.ttl else HelloOutcome.CUT
    return HelloOutcome.ANSWERED if received[:1] in (b"\x15", b"\x16") else HelloOutcome.CUT


def _set_hops(sock: socket.socket, hops: int) -> None:
    level, option = (
        (socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS) if _is_ipv6(sock) else (socket.IPPROTO_IP, socket.IP_TTL)
    )
    sock.setsockopt(level, option, hops)


def _is_ipv6(sock: socket.socket) -> bool:
    return sock.family == socket.AF_INET6
