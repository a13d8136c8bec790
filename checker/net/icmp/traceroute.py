"""How far packets of UDP come: sent with a small time to live, so that each machine on the way answers for them.

Linux shows those answers (ICMP "time exceeded") to the socket that sent; Windows as WSAENETRESET of a receive
("For a UDP datagram socket, this error indicates that the time to live has expired", recvfrom of winsock2.h).
macOS shows them to nobody without rights.
"""

import selectors
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from itertools import groupby

from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import IcmpErrorReason
from checker.net.phase_log import logged_phase

IS_SUPPORTED = sys.platform in ("linux", "win32")
"""Whether this system hands such answers over."""
_NET_RESET, _RESET = 10052, 10054
"""WSAENETRESET and WSAECONNRESET of winsock2.h."""
_POLL_S = 0.1
GAP_S = 0.02
"""Between one hop and the next."""


class HopProbe(Record, frozen=True, kw_only=True):
    """One packet to an IP address: `ttl` is its time to live."""

    address: str
    port: int
    ttl: int
    data: bytes


class HopReply(Record, frozen=True, kw_only=True):
    """What came back for it.

    `is_from_target`: from the target itself, be it a refusal; otherwise from a machine before it.

    `sender` is empty where the system does not tell it; it is never part of an observation.
    """

    is_from_target: bool
    sender: str = ""


@logged_phase("traceroute", replies=len)
def send_probes(
    probes: Iterable[HopProbe], wait_s: float, raise_if_cancelled: Callable[[], None] = lambda: None, copies: int = 1
) -> dict[HopProbe, HopReply]:
    """Sends them, the nearest hop first, and tells what came back within `wait_s` seconds after the last.

    Once one has arrived at the target nothing is sent further: every machine answers only so many a second. A packet
    that cannot be sent is not heard of. `raise_if_cancelled` is called while waiting and raises to stop.
    """
    replies: dict[HopProbe, HopReply] = {}
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _, same_ttl in groupby(sorted(probes, key=lambda probe: probe.ttl), key=lambda probe: probe.ttl):
            for probe in same_ttl:
                sock = _send_probe(probe, copies)
                if sock is not None:
                    stack.enter_context(sock)
                    selector.register(sock, selectors.EVENT_READ, (sock, probe))
            _collect_replies(selector, replies, GAP_S, raise_if_cancelled)
            if any(reply.is_from_target for reply in replies.values()):
                break
        _collect_replies(selector, replies, wait_s, raise_if_cancelled)
    return replies


def _collect_replies(
    selector: selectors.BaseSelector,
    replies: dict[HopProbe, HopReply],
    wait_s: float,
    raise_if_cancelled: Callable[[], None],
) -> None:
    deadline = monotonic_s() + wait_s
    while selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
        raise_if_cancelled()
        for key, _ in selector.select(min(remaining_s, _POLL_S)):
            sock, probe = key.data
            reply = _read_reply(sock, probe)
            if reply is not None:
                replies[probe] = reply
                selector.unregister(sock)


def _send_probe(probe: HopProbe, copies: int) -> socket.socket | None:
    six = ":" in probe.address
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        error_queue.enable_icmp_errors(sock)
        if six:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, probe.ttl)
        else:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, probe.ttl)
        sock.connect((probe.address, probe.port))
        sock.send(probe.data)
    except OSError:
        sock.close()
        return None
    for _ in range(copies - 1):
        with suppress(OSError):  # what the first met may come up here, and is told by the socket all the same
            sock.send(probe.data)
    return sock


def _read_reply(sock: socket.socket, probe: HopProbe) -> HopReply | None:
    """What this socket has to say, or None where it is nothing after all."""
    for icmp_error in error_queue.read_icmp_errors(sock):
        if icmp_error.reason is IcmpErrorReason.EXPIRED:
            return HopReply(
                is_from_target=icmp_error.sender == probe.address.partition("%")[0], sender=icmp_error.sender
            )
        if icmp_error.sender == probe.address.partition("%")[0]:
            return HopReply(is_from_target=True, sender=icmp_error.sender)
    try:
        sock.recv(64)
    except BlockingIOError:
        return None
    except OSError as error:
        return {_NET_RESET: HopReply(is_from_target=False), _RESET: HopReply(is_from_target=True)}.get(error.errno or 0)
    return HopReply(is_from_target=True)
