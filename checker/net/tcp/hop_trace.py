"""How far packets that open a TCP connection come: each with a small time to live, and what came back for it.

Linux keeps the ICMP message of the machine where it ran out for the socket that is about to connect (IP_RECVERR,
ip(7)); a reset, or the connection itself, says that somebody on the way took the packet. Windows does not report a
packet of TCP that ran out (connect goes on until its time is over), nor does macOS: there nothing is sent.
"""

import errno
import selectors
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from enum import Enum
from itertools import groupby

from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import IcmpErrorReason
from checker.net.phase_log import logged_phase

IS_SUPPORTED = sys.platform == "linux"
"""Whether this system hands such answers over."""
GAP_S = 0.02
"""Between one hop and the next."""
_POLL_S = 0.1


class SynProbe(Record, frozen=True, kw_only=True):
    """The first packet of a connection to an IP address and port; `ttl` is its time to live."""

    address: str
    port: int
    ttl: int


class SynReplyKind(Enum):
    """`expired`: a machine before the target let it run out. `opened`: the connection stands. `reset`: turned away.

    `arrived`: the target itself let it run out, which passes packets on. `refused`: by a message of ICMP.
    """

    EXPIRED = "expired"
    ARRIVED = "arrived"
    OPENED = "opened"
    RESET = "reset"
    REFUSED = "refused"


class SynReply(Record, frozen=True, kw_only=True):
    """`sender`: of a message, empty for a reset, which always bears the target's; never part of an observation."""

    kind: SynReplyKind
    sender: str = ""

    @property
    def has_arrived(self) -> bool:
        """Whether somebody took the packet who is, or pretends to be, the target."""
        return self.kind in (SynReplyKind.ARRIVED, SynReplyKind.OPENED, SynReplyKind.RESET)


@logged_phase("TCP hop trace", replies=len)
def send_syns(
    probes: Iterable[SynProbe], wait_s: float, raise_if_cancelled: Callable[[], None] = lambda: None
) -> dict[SynProbe, SynReply]:
    """Sends them, the nearest hop first, and returns what came back within `wait_s` seconds after the last.

    A port is not tried with a greater time to live once it was opened or reset: no connection is left half open. A
    packet that cannot be sent has no reply. `raise_if_cancelled` is called while waiting and raises to stop.
    """
    replies: dict[SynProbe, SynReply] = {}
    if not IS_SUPPORTED:
        return replies
    arrived: set[tuple[str, int]] = set()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _, same_ttl in groupby(sorted(probes, key=lambda probe: probe.ttl), key=lambda probe: probe.ttl):
            for probe in same_ttl:
                if (probe.address, probe.port) in arrived:
                    continue
                sock = stack.enter_context(_open_socket(probe))
                code = sock.connect_ex((probe.address, probe.port))
                if code == errno.EINPROGRESS:
                    selector.register(sock, selectors.EVENT_WRITE, (sock, probe))
                elif reply := _reply(sock, probe, code):
                    replies[probe] = reply
            _collect(selector, replies, GAP_S, raise_if_cancelled)
            arrived = {(probe.address, probe.port) for probe, reply in replies.items() if _is_final(reply)}
        _collect(selector, replies, wait_s, raise_if_cancelled)
    return replies


def _collect(
    selector: selectors.BaseSelector,
    replies: dict[SynProbe, SynReply],
    wait_s: float,
    raise_if_cancelled: Callable[[], None],
) -> None:
    deadline = monotonic_s() + wait_s
    while selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
        raise_if_cancelled()
        for key, _ in selector.select(min(remaining_s, _POLL_S)):
            sock, probe = key.data
            selector.unregister(sock)
            reply = _reply(sock, probe, sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
            if reply is not None:
                replies[probe] = reply


def _is_final(reply: SynReply) -> bool:
    return reply.kind in (SynReplyKind.OPENED, SynReplyKind.RESET)


def _reply(sock: socket.socket, probe: SynProbe, code: int) -> SynReply | None:
    for icmp_error in error_queue.read_icmp_errors(sock):
        if icmp_error.reason is IcmpErrorReason.EXPIRED:
            is_target = icmp_error.sender == probe.address.partition("%")[0]
            kind = SynReplyKind.ARRIVED if is_target else SynReplyKind.EXPIRED
            return SynReply(kind=kind, sender=icmp_error.sender)
        if icmp_error.reason in (IcmpErrorReason.REFUSED, IcmpErrorReason.NO_ROUTE):
            return SynReply(kind=SynReplyKind.REFUSED, sender=icmp_error.sender)
    if code == 0:
        return SynReply(kind=SynReplyKind.OPENED)
    return SynReply(kind=SynReplyKind.RESET) if code in (errno.ECONNREFUSED, errno.ECONNRESET) else None


def _open_socket(probe: SynProbe) -> socket.socket:
    six = ":" in probe.address
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    error_queue.enable_icmp_errors(sock)
    if six:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, probe.ttl)
    else:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, probe.ttl)
    return sock
